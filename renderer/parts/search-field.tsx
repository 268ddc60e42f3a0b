/** Search by name, pinyin, initials or number. A name half composed is not looked for yet. */
import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';

type Props = { readonly label: string; readonly onSearch: (text: string) => void };

const pauseMs = 180;

export function SearchField({ label, onSearch }: Props) {
  const [text, setText] = useState('');
  const [composing, setComposing] = useState(false);
  useEffect(() => {
    if (composing) return undefined;
    const timer = setTimeout(() => onSearch(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text, composing, onSearch]);
  return (
    <Input
      data-search
      className="search"
      prefix={<SearchOutlined aria-hidden />}
      suffix={<kbd aria-hidden>/</kbd>}
      value={text}
      maxLength={40}
      allowClear
      aria-label={label}
      placeholder={label}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  );
}
