import { App, Button, Drawer, Input, Select } from 'antd';
import { useState } from 'react';
import { rolesOf, type Role } from '../../../../domain/vocabulary.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PassphraseField } from '../../../parts/passphrase-field.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';
import { Field } from '../../../ui/field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

const emptyDraft = { displayName: '', login: '', role: undefined as Role | undefined, classScope: '', passphrase: '', again: '' };
type Draft = Readonly<typeof emptyDraft>;

function isReady({ displayName, login, role, passphrase, again }: Draft): boolean {
  return displayName.trim() !== '' && /^[a-z][a-z0-9._-]{1,31}$/.test(login) && role !== undefined && passphrase !== '' && again === passphrase;
}

/** A new person with a first passphrase, which they change at their own desk. */
export function AddUser({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const { kind } = useSession();
  const { message } = App.useApp();
  const add = useCommand('users.add');
  const [draft, setDraft] = useState(emptyDraft);
  const { displayName, login, role, classScope, passphrase } = draft;
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  async function save(): Promise<void> {
    if (!isReady(draft) || role === undefined) return;
    const reply = await add.run({ displayName, login, role, classScope: role === 'class_teacher' && classScope !== '' ? classScope : null, passphrase });
    if (!reply.ok) return;
    if (!reply.value.classKnown) message.warning(t('office.classNotKnownYet', { className: classScope }));
    onClose();
  }
  return (
    <Drawer open size={460} title={t('office.addUser')} onClose={onClose}>
      <SubmitForm label={t('office.addUser')} className="stack" onSubmit={() => void save()}>
        <RefusalNote refusal={add.refusal} />
        <Field id="user-name" label={t('session.adminName')} required>
          <Input id="user-name" autoFocus value={displayName} maxLength={80} onChange={(event) => change({ displayName: event.target.value })} />
        </Field>
        <Field id="user-login" label={t('session.login')} required hint={t('office.loginHint')}>
          <Input id="user-login" value={login} maxLength={32} onChange={(event) => change({ login: event.target.value.toLowerCase() })} />
        </Field>
        <Field id="user-role" label={t('office.role')} required>
          <Select<Role>
            id="user-role"
            aria-label={t('office.role')}
            value={role ?? null}
            options={rolesOf[kind].map((one) => ({ value: one, label: t(`vocabulary:role.${one}`) }))}
            onChange={(next: Role) => change({ role: next })}
          />
        </Field>
        {role === 'class_teacher' ? (
          <Field id="user-class" label={t('office.classScope')} required>
            <ClassField value={classScope} onChange={(next) => change({ classScope: next })} />
          </Field>
        ) : null}
        <FirstPassphrase draft={draft} onChange={change} />
        <Button type="primary" htmlType="submit" loading={add.busy} disabled={!isReady(draft)}>
          {t('common.save')}
        </Button>
      </SubmitForm>
    </Drawer>
  );
}

type ClassProps = { readonly value: string; readonly onChange: (next: string) => void };

/** A class of the roster to choose; typed only while there is no roster. */
function ClassField({ value, onChange }: ClassProps) {
  const { t } = useLanguage();
  const classes = useRegisterQuery('users.classes', {}).value;
  if (classes === undefined || classes.length === 0)
    return <Input id="user-class" value={value} maxLength={40} placeholder={t('office.classExample')} onChange={(event) => onChange(event.target.value)} />;
  return (
    <Select<string>
      id="user-class"
      aria-label={t('office.classScope')}
      showSearch
      value={value === '' ? null : value}
      options={classes.map((one) => ({ value: one, label: one }))}
      onChange={(next: string) => onChange(next)}
    />
  );
}

type PassphraseProps = { readonly draft: Draft; readonly onChange: (part: Partial<Draft>) => void };

function FirstPassphrase({ draft: { passphrase, again }, onChange }: PassphraseProps) {
  const { t } = useLanguage();
  const differs = again !== '' && again !== passphrase;
  return (
    <>
      <PassphraseField
        id="user-passphrase"
        label={t('office.firstPassphrase')}
        fresh
        value={passphrase}
        onChange={(next) => onChange({ passphrase: next })}
        hint={t('session.passphraseHint')}
      />
      <PassphraseField
        id="user-again"
        label={t('session.repeatPassphrase')}
        fresh
        value={again}
        onChange={(next) => onChange({ again: next })}
        problem={differs ? t('session.notSame') : undefined}
      />
    </>
  );
}
