import { FolderAddOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Refusal } from '../../../../contract/errors.ts';
import { chooseRegisterFolder } from '../../../api/shell.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PassphraseField } from '../../../parts/passphrase-field.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { Field } from '../../../ui/field.tsx';
import type { Draft } from '../draft.ts';

type Props = { readonly draft: Draft; readonly onChange: (part: Partial<Draft>) => void };

/** Where the register will be. */
export function FolderStep({ draft, onChange }: Props) {
  const { t } = useLanguage();
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  async function choose(): Promise<void> {
    const answer = await chooseRegisterFolder();
    if (answer.ok) onChange({ folder: answer.value });
    setRefusal(answer.ok ? undefined : answer.error);
  }
  return (
    <>
      <p>{t('session.folderText')}</p>
      <RefusalNote refusal={refusal} />
      <Button icon={<FolderAddOutlined />} onClick={() => void choose()}>
        {t('session.chooseFolder')}
      </Button>
      {draft.folder === null ? null : (
        <p role="status">
          <b>{t('session.folderChosen', { name: draft.folder.name })}</b>
        </p>
      )}
    </>
  );
}

/** The first user, who keeps users and backups. */
export function AdminStep({ draft, onChange }: Props) {
  const { t } = useLanguage();
  const differs = draft.again !== '' && draft.again !== draft.passphrase;
  return (
    <>
      <p>{t('session.adminText')}</p>
      <div className="form-grid">
        <Field id="admin-name" label={t('session.adminName')} required>
          <Input
            id="admin-name"
            value={draft.admin.displayName}
            maxLength={80}
            onChange={(event) => onChange({ admin: { ...draft.admin, displayName: event.target.value } })}
          />
        </Field>
        <Field id="admin-login" label={t('session.login')} required hint={t('session.loginHint')}>
          <Input
            id="admin-login"
            value={draft.admin.login}
            maxLength={32}
            onChange={(event) => onChange({ admin: { ...draft.admin, login: event.target.value.toLowerCase() } })}
          />
        </Field>
        <PassphraseField
          id="admin-passphrase"
          label={t('session.passphrase')}
          fresh
          value={draft.passphrase}
          onChange={(passphrase) => onChange({ passphrase })}
          hint={t('session.passphraseHint')}
        />
        <PassphraseField
          id="admin-again"
          label={t('session.repeatPassphrase')}
          fresh
          value={draft.again}
          onChange={(again) => onChange({ again })}
          problem={differs ? t('session.notSame') : undefined}
        />
      </div>
    </>
  );
}
