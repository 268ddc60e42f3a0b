import { PrinterOutlined } from '@ant-design/icons';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { dateOf } from '../../../../domain/time.ts';
import { useCommand } from '../../../api/use-command.ts';
import type { Reading } from '../../../api/use-query.ts';
import { readClock } from '../../../clock.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ReadingOf } from '../../../parts/reading.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { useSession } from '../../../session.tsx';
import type { CaseId } from '../../../../domain/ids.ts';
import { SheetTable, type SheetRow } from './sheet-table.tsx';

/** Cases that somebody gave: read first, then taken, all or those that were chosen. */
export function TakeCases({ reading }: { readonly reading: Reading<'cases.handoverSheet'> }) {
  return <ReadingOf reading={reading}>{(rows) => <Taking rows={rows.filter((row) => row.handoverPending)} />}</ReadingOf>;
}

function Taking({ rows }: { readonly rows: readonly SheetRow[] }) {
  const { t } = useLanguage();
  const { user } = useSession();
  const { message } = App.useApp();
  const accept = useCommand('cases.acceptHandover');
  const [requestId, setRequestId] = useState(makeRequestId);
  const [chosen, setChosen] = useState<readonly CaseId[]>([]);
  const count = chosen.length === 0 ? rows.length : chosen.length;
  async function run(): Promise<void> {
    const reply = await accept.run({ requestId, ...(chosen.length === 0 ? {} : { caseIds: [...chosen] }) });
    if (!reply.ok) return;
    setChosen([]);
    setRequestId(makeRequestId());
    message.success(t('handover.accepted', { count: reply.value.cases }));
  }
  if (rows.length === 0) return <Alert type="success" showIcon title={t('handover.takeEmpty')} />;
  return (
    <div className="stack">
      <p>{t('handover.takeHint')}</p>
      <RefusalNote refusal={accept.refusal} />
      <div className="button-row">
        <Button type="primary" loading={accept.busy} onClick={() => void run()}>
          {t(chosen.length === 0 ? 'handover.accept' : 'handover.acceptChosen', { count })}
        </Button>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('handover.print')}
        </Button>
      </div>
      <section className="print-area">
        <h2 className="section-head">{t('handover.printed', { name: user.displayName, on: dateOf(readClock()) })}</h2>
        <SheetTable rows={rows} choosing={{ chosen, onChoose: setChosen }} />
      </section>
    </div>
  );
}
