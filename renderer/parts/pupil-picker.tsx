/** Choosing a pupil by name, pinyin or number. */
import { Select } from 'antd';
import { useState } from 'react';
import type { PupilId } from '../../domain/ids.ts';
import { useRegisterQuery } from '../api/use-query.ts';

type Props = { readonly id: string; readonly label: string; readonly value: PupilId | null; readonly onChange: (id: PupilId) => void };

export function PupilPicker({ id, label, value, onChange }: Props) {
  const [search, setSearch] = useState('');
  const found = useRegisterQuery('roster.list', { search, limit: 20 }, { keep: true });
  return (
    <Select
      id={id}
      aria-label={label}
      value={value}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      options={(found.value?.rows ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.className} · ${one.studentNo}` }))}
      onChange={onChange}
    />
  );
}
