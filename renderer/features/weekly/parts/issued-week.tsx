import { Alert, Button, Input, Table } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import type { DocumentId } from '../../../../domain/ids.ts';
import type { PlainDate } from '../../../../domain/time.ts';
import { mayCall } from '../../../access.ts';
import { useCommand } from '../../../api/use-command.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { useSession } from '../../../session.tsx';
import { Field } from '../../../ui/field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

type Week = Output<'weekly.compute'>;
type Props = { readonly monday: PlainDate; readonly week: Week; readonly issued: DocumentId };

/** What went out for the week, its supplements, and figures that came to light afterwards. */
export function IssuedWeek({ monday, week, issued }: Props) {
  const { t } = useLanguage();
  const { user } = useSession();
  const { openSheet } = useNavigation();
  const drifted = Object.entries(week.drift);
  return (
    <>
      <div className="button-row">
        <Alert type="info" showIcon title={t('weekly.issued')} />
        <Button onClick={() => openSheet({ sheet: 'document', documentId: issued })}>{t('weekly.see')}</Button>
      </div>
      {week.supplements.length === 0 ? null : (
        <section>
          <h2 className="section-head">{t('weekly.supplements')}</h2>
          <ul className="plain-list lines">
            {week.supplements.map((one) => (
              <li key={one.id}>
                <Button type="link" className="link-flush" onClick={() => openSheet({ sheet: 'document', documentId: one.id })}>
                  {one.number}
                </Button>{' '}
                <span className="quiet">{formatMoment(one.issuedAt)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {drifted.length === 0 ? null : (
        <section className="step-box stack">
          <h2 className="section-head">{t('weekly.drift')}</h2>
          <Drift drift={week.drift} />
          {mayCall(user.role, 'weekly.supplement') ? <Supplement key={week.supplements.length} monday={monday} /> : null}
        </section>
      )}
    </>
  );
}

function Drift({ drift }: { readonly drift: Week['drift'] }) {
  const { t } = useLanguage();
  return (
    <Table
      size="small"
      rowKey="figure"
      pagination={false}
      dataSource={Object.entries(drift).map(([figure, { reported, now }]) => ({ figure, reported, now }))}
      columns={[
        {
          key: 'figure',
          title: t('weekly.figureName'),
          render: (_value, row) => t(`weekly.figure.${row.figure}` as 'weekly.figure.added', { defaultValue: row.figure }),
        },
        { key: 'reported', title: t('weekly.reported'), width: 120, align: 'right', render: (_value, row) => row.reported },
        { key: 'now', title: t('weekly.now'), width: 120, align: 'right', render: (_value, row) => <b>{row.now}</b> },
      ]}
    />
  );
}

/** A dated supplement: the report itself stays as it went out. */
function Supplement({ monday }: { readonly monday: PlainDate }) {
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  const supplement = useCommand('weekly.supplement');
  const [requestId] = useState(makeRequestId);
  const [reason, setReason] = useState('');
  async function save(): Promise<void> {
    if (reason.trim() === '') return;
    const reply = await supplement.run({ requestId, monday, reason });
    if (reply.ok) openSheet({ sheet: 'document', documentId: reply.value.id });
  }
  return (
    <SubmitForm label={t('weekly.supplement')} className="stack" onSubmit={() => void save()}>
      <p className="quiet">{t('weekly.supplementHint')}</p>
      <RefusalNote refusal={supplement.refusal} />
      <Field id="supplement-reason" label={t('weekly.supplementReason')} required>
        <Input.TextArea
          id="supplement-reason"
          autoSize={{ minRows: 1, maxRows: 5 }}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <div className="button-row">
        <Button type="primary" htmlType="submit" loading={supplement.busy} disabled={reason.trim() === ''}>
          {t('weekly.supplementNow')}
        </Button>
      </div>
    </SubmitForm>
  );
}
