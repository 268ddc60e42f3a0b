import { FolderOpenOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { Refusal } from '../../../../contract/errors.ts';
import { chooseRegisterFolder, recentRegisters, type Chosen } from '../../../api/shell.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';

type Props = { readonly onChosen: (folder: Chosen) => void; readonly onCreate: () => void };

/** Registers used lately, any other folder, or a new register. */
export function ChooseRegister({ onChosen, onCreate }: Props) {
  const { t } = useLanguage();
  const [recent, setRecent] = useState<readonly Chosen[]>([]);
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  useEffect(() => {
    void recentRegisters().then((answer) => setRecent(answer.ok ? answer.value : []));
  }, []);
  async function choose(): Promise<void> {
    const answer = await chooseRegisterFolder();
    if (answer.ok) onChosen(answer.value);
    else setRefusal(answer.error);
  }
  return (
    <div className="stack">
      <h2>{t('session.openTitle')}</h2>
      <RefusalNote refusal={refusal} />
      {recent.length === 0 ? null : (
        <>
          <h3 className="small-head">{t('session.recent')}</h3>
          <ul className="plain-list choice-list">
            {recent.map((one) => (
              <li key={one.token}>
                <button type="button" onClick={() => onChosen(one)}>
                  <FolderOpenOutlined aria-hidden /> {one.name}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <Button type="primary" size="large" icon={<FolderOpenOutlined />} onClick={() => void choose()}>
        {t('session.choose')}
      </Button>
      <Button size="large" icon={<PlusOutlined />} onClick={onCreate}>
        {t('session.create')}
      </Button>
    </div>
  );
}
