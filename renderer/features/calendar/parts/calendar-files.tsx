import { App, Button, Drawer, Table } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import type { Refusal } from '../../../../contract/errors.ts';
import { mayCall } from '../../../access.ts';
import { chooseFile, chooseSaveTarget, type Chosen } from '../../../api/shell.ts';
import { useCommand } from '../../../api/use-command.ts';
import { formatBytes } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';

/** A calendar comes in as a file, is compared with the one in force, and then counts for what is recorded afterwards. */
export function CalendarFiles({ version }: { readonly version: string | undefined }) {
  const { t } = useLanguage();
  const { user } = useSession();
  const { message } = App.useApp();
  const look = useCommand('calendar.import');
  const write = useCommand('calendar.export');
  const [file, setFile] = useState<Chosen | null>(null);
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  async function choose(): Promise<void> {
    const answer = await chooseFile('calendar');
    setRefusal(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    const reply = await look.run({ file: answer.value.token, dryRun: true });
    if (reply.ok) setFile(answer.value);
  }
  async function activate(): Promise<void> {
    if (file === null) return;
    const reply = await look.run({ file: file.token, dryRun: false });
    if (!reply.ok) return;
    setFile(null);
    look.forget();
    message.success(t('calendar.activated'));
  }
  async function save(): Promise<void> {
    const target = await chooseSaveTarget('calendar', `${version ?? 'calendar'}.json`);
    setRefusal(target.ok ? undefined : target.error);
    if (!target.ok) return;
    const reply = await write.run({ target: target.value.token });
    if (reply.ok) message.success(t('rules.exported', { size: formatBytes(reply.value.bytes) }));
  }
  return (
    <div className="stack">
      {file === null ? <RefusalNote refusal={refusal ?? look.refusal ?? write.refusal} /> : null}
      <div className="button-row">
        <Button loading={look.busy} onClick={() => void choose()}>
          {t('calendar.import')}
        </Button>
        {mayCall(user.role, 'calendar.export') ? (
          <Button loading={write.busy} onClick={() => void save()}>
            {t('calendar.export')}
          </Button>
        ) : null}
      </div>
      {file === null ? null : (
        <Before name={file.name} found={look.value} refusal={look.refusal} busy={look.busy} onClose={() => setFile(null)} onActivate={() => void activate()} />
      )}
    </div>
  );
}

type Found = Output<'calendar.import'>;

type BeforeProps = {
  readonly name: string;
  readonly found: Found | undefined;
  readonly refusal: Refusal | undefined;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onActivate: () => void;
};

/** What the file holds, before it counts. */
function Before({ name, found, refusal, busy, onClose, onActivate }: BeforeProps) {
  const { t } = useLanguage();
  return (
    <Drawer open size={640} title={`${t('calendar.preview')} · ${name}`} onClose={onClose}>
      <div className="stack">
        <p className="quiet">{t('calendar.previewHint')}</p>
        <RefusalNote refusal={refusal} />
        {found === undefined ? null : <Preview found={found} />}
        <div className="form-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" loading={busy} disabled={found === undefined} onClick={onActivate}>
            {t('calendar.activate')}
          </Button>
        </div>
      </div>
    </Drawer>
  );
}

function Preview({ found }: { readonly found: Found }) {
  const { t } = useLanguage();
  const word = (kind: string) => t(`calendar.day.${kind}` as 'calendar.day.school', { defaultValue: kind });
  return (
    <>
      <p>{t('calendar.sum', { terms: found.terms, holidays: found.holidays, makeUpDays: found.makeUpDays, until: found.publishedUntil })}</p>
      <h3 className="small-head">{t('calendar.changes')}</h3>
      <Table<Found['changes'][number]>
        size="small"
        rowKey="date"
        dataSource={found.changes}
        locale={{ emptyText: t('calendar.noChanges') }}
        pagination={{ pageSize: 20, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { key: 'date', title: t('calendar.date'), width: 140, render: (_value, row) => row.date },
          { key: 'was', title: t('calendar.was'), render: (_value, row) => word(row.from) },
          { key: 'becomes', title: t('calendar.becomes'), render: (_value, row) => <b>{word(row.to)}</b> },
        ]}
      />
    </>
  );
}
