/** Calls of the hotline about pupils whom the register does not have: a person says whose each is. */
import { WarningFilled } from '@ant-design/icons';
import { Button, Table } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import type { PupilId } from '../../../../domain/ids.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { gradeWords } from '../../../i18n/school-grade.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PupilPicker } from '../../../parts/pupil-picker.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';

type Call = Output<'hotline.waiting'>['rows'][number];

const pageSize = 20;

/** Nothing while no call waits. */
export function WaitingCalls() {
  const { t } = useLanguage();
  const [offset, setOffset] = useState(0);
  const calls = useRegisterQuery('hotline.waiting', { offset, limit: pageSize }, { keep: true }).value;
  const join = useCommand('hotline.join');
  if (calls === undefined || calls.total === 0) return null;
  return (
    <section className="waiting-calls" aria-label={t('screening.waitingCalls')}>
      <h2>{t('screening.waitingCallsCount', { count: calls.total })}</h2>
      <p className="page-hint">{t('screening.waitingCallsHint')}</p>
      <RefusalNote refusal={join.refusal} onClose={join.forget} />
      <Table<Call>
        size="small"
        rowKey="id"
        dataSource={calls.rows}
        rowClassName={(call) => (call.risk === 'none' ? '' : 'row-urgent')}
        pagination={{
          current: offset / pageSize + 1,
          pageSize,
          total: calls.total,
          size: 'small',
          hideOnSinglePage: true,
          showSizeChanger: false,
          onChange: (page) => setOffset((page - 1) * pageSize),
        }}
        columns={[
          { key: 'risk', title: t('screening.urgency'), width: 120, render: (_value, { risk }) => <Risk risk={risk} /> },
          { key: 'at', title: t('screening.calledAt'), width: 150, render: (_value, call) => formatMoment(call.calledAt) },
          { key: 'name', title: t('cases.pupil'), width: 100, render: (_value, call) => <b>{call.name}</b> },
          { key: 'class', title: t('cases.class'), width: 180, render: (_value, call) => placeWords(call, t) },
          { key: 'concern', title: t('screening.concern'), render: (_value, call) => [call.caller, call.concern, call.handling].join(' · ') },
          {
            key: 'join',
            title: t('screening.whoseCall'),
            width: 320,
            render: (_value, call) => <Joining call={call} busy={join.busy} onJoin={(pupilId) => void join.run({ callId: call.id, pupilId })} />,
          },
        ]}
      />
    </section>
  );
}

function placeWords({ school, grade, className }: Call, t: ReturnType<typeof useLanguage>['t']): string {
  return [school, grade === null ? null : gradeWords(grade, t), className].filter((part) => part !== null).join(' ');
}

const risks = ['none', 'ideation', 'behavior', 'unknown'] as const;

function Risk({ risk }: { readonly risk: string }) {
  const { t } = useLanguage();
  const words = t(`screening.callRisk.${risks.find((one) => one === risk) ?? 'unknown'}`);
  if (risk === 'none') return words;
  return (
    <b className="due-late">
      <WarningFilled aria-hidden /> {words}
    </b>
  );
}

type JoiningProps = { readonly call: Call; readonly busy: boolean; readonly onJoin: (pupilId: PupilId) => void };

function Joining({ call, busy, onJoin }: JoiningProps) {
  const { t } = useLanguage();
  const [pupilId, setPupilId] = useState<PupilId | null>(null);
  return (
    <span className="button-row waiting-join">
      <PupilPicker id={`call-${call.id}`} label={t('screening.pupilOfCall', { name: call.name })} value={pupilId} onChange={setPupilId} />
      <Button size="small" disabled={pupilId === null} loading={busy} onClick={() => (pupilId === null ? undefined : onJoin(pupilId))}>
        {t('screening.joinCall')}
      </Button>
    </span>
  );
}
