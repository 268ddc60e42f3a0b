import { LockOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { CaseId } from '../../../../domain/ids.ts';
import { mayCall } from '../../../access.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ReadingOf } from '../../../parts/reading.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

/** Counsellors' own notes: sealed to their keys, read only when asked for, because reading is written to the audit. */
export function NotesPanel({ caseId }: { readonly caseId: CaseId }) {
  const { t } = useLanguage();
  const { user } = useSession();
  const [open, setOpen] = useState(false);
  if (!mayCall(user.role, 'notes.list')) return null;
  return (
    <section className="panel" aria-label={t('caseFile.notes')}>
      <h2>
        <LockOutlined aria-hidden /> {t('caseFile.notes')}
      </h2>
      {open ? (
        <Notes caseId={caseId} />
      ) : (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('caseFile.openNotes')}
        </Button>
      )}
    </section>
  );
}

function Notes({ caseId }: { readonly caseId: CaseId }) {
  const { t } = useLanguage();
  const reading = useRegisterQuery('notes.list', { caseId });
  const seal = useCommand('notes.seal');
  const [text, setText] = useState('');
  async function save(): Promise<void> {
    if (text.trim() === '') return;
    const reply = await seal.run({ caseId, text });
    if (reply.ok) setText('');
  }
  return (
    <>
      <SubmitForm label={t('caseFile.newNote')} onSubmit={() => void save()}>
        <RefusalNote refusal={seal.refusal} />
        <Input.TextArea
          aria-label={t('caseFile.newNote')}
          placeholder={t('caseFile.noteHint')}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={20_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button size="small" htmlType="submit" loading={seal.busy} disabled={text.trim() === ''}>
          {t('caseFile.sealNote')}
        </Button>
      </SubmitForm>
      <ReadingOf reading={reading}>
        {(notes) => (
          <ul className="plain-list lines">
            {notes.map((note) => (
              <li key={note.noteId}>
                <span className="quiet">
                  {formatMoment(note.writtenAt)} {note.writtenByName}
                </span>
                <div className="pre">{note.text ?? t('caseFile.sealed')}</div>
              </li>
            ))}
          </ul>
        )}
      </ReadingOf>
    </>
  );
}
