import { PrinterOutlined } from '@ant-design/icons';
import { Alert, App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { CaseId, UserId } from '../../../../domain/ids.ts';
import type { Input as InputOf } from '../../../../contract/index.ts';
import type { UserSummary } from '../../../../contract/shapes.ts';
import { dateOf } from '../../../../domain/time.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { readClock } from '../../../clock.ts';
import { choiceWord } from '../../../i18n/field-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ReadingOf } from '../../../parts/reading.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { makeRequestId } from '../../../request-id.ts';
import { useSession } from '../../../session.tsx';
import { Field } from '../../../ui/field.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';
import { giversFor, ownersOf } from '../people.ts';
import { SheetTable, type SheetRow } from './sheet-table.tsx';

type Reason = InputOf<'cases.handOver'>['reason'];
const reasons = ['sickness', 'leave', 'workload', 'role_change', 'conflict_of_interest', 'other'] as const satisfies readonly Reason[];

/** Whose cases, to whom, and why; the sheet stands below, to be looked at and printed first. */
export function GiveCases() {
  const { user } = useSession();
  const people = useRegisterQuery('users.list', {});
  const [from, setFrom] = useState<UserId | null>(null);
  return (
    <ReadingOf reading={people}>
      {(all) => {
        const givers = giversFor(all, user);
        const giver = givers.find((one) => one.id === from) ?? givers[0];
        return giver === undefined ? null : <Giving key={giver.id} people={all} givers={givers} giver={giver} onGiver={setFrom} />;
      }}
    </ReadingOf>
  );
}

type GivingProps = {
  readonly people: readonly UserSummary[];
  readonly givers: readonly UserSummary[];
  readonly giver: UserSummary;
  readonly onGiver: (id: UserId) => void;
};

function Giving({ people, givers, giver, onGiver }: GivingProps) {
  const { t } = useLanguage();
  const sheet = useRegisterQuery('cases.handoverSheet', { userId: giver.id });
  const receivers = ownersOf(people).filter((one) => one.id !== giver.id);
  return (
    <div className="stack">
      <div className="filters">
        <Field id="handover-from" label={t('handover.from')}>
          <Select<UserId>
            id="handover-from"
            className="filter-wide"
            aria-label={t('handover.from')}
            value={giver.id}
            options={givers.map((one) => ({ value: one.id, label: `${one.displayName} · ${t(`vocabulary:role.${one.role}`)}` }))}
            onChange={onGiver}
          />
        </Field>
      </div>
      {receivers.length === 0 ? <Alert type="warning" showIcon title={t('handover.noColleague')} /> : null}
      <ReadingOf reading={sheet}>{(rows) => <GiveForm giver={giver} receivers={receivers} rows={rows} />}</ReadingOf>
    </div>
  );
}

/** To whom, why, and what else there is to say. */
type Gift = { readonly to: UserId | null; readonly reason: Reason; readonly note: string };

type FormProps = { readonly giver: UserSummary; readonly receivers: readonly UserSummary[]; readonly rows: readonly SheetRow[] };

function GiveForm({ giver, receivers, rows }: FormProps) {
  const { t } = useLanguage();
  const { message, modal } = App.useApp();
  const give = useCommand('cases.handOver');
  const [requestId, setRequestId] = useState(makeRequestId);
  const [gift, setGift] = useState<Gift>({ to: receivers[0]?.id ?? null, reason: 'sickness', note: '' });
  const [chosen, setChosen] = useState<readonly CaseId[]>([]);
  const receiver = receivers.find((one) => one.id === gift.to);
  const count = chosen.length === 0 ? rows.length : chosen.length;
  async function run(): Promise<void> {
    if (receiver === undefined) return;
    const reply = await give.run({
      requestId,
      fromUserId: giver.id,
      toUserId: receiver.id,
      reason: gift.reason,
      note: gift.note,
      ...(chosen.length === 0 ? {} : { caseIds: [...chosen] }),
    });
    if (!reply.ok) return;
    setChosen([]);
    setRequestId(makeRequestId());
    message.success(t('handover.done', { count: reply.value.cases }));
  }
  function ask(): void {
    if (receiver === undefined || rows.length === 0) return;
    modal.confirm({
      title: t('handover.sure', { count, name: receiver.displayName }),
      okText: t('handover.give'),
      cancelText: t('common.cancel'),
      onOk: run,
    });
  }
  return (
    <>
      <SubmitForm label={t('handover.give')} className="stack medium" onSubmit={ask}>
        <RefusalNote refusal={give.refusal} />
        <GiveFields receivers={receivers} gift={gift} onChange={setGift} />
        <div className="button-row">
          <Button type="primary" htmlType="submit" loading={give.busy} disabled={rows.length === 0 || receiver === undefined}>
            {t(chosen.length === 0 ? 'handover.all' : 'handover.chosen', { count })}
          </Button>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('handover.print')}
          </Button>
        </div>
      </SubmitForm>
      <section className="print-area">
        <h2 className="section-head">{t('handover.printed', { name: giver.displayName, on: dateOf(readClock()) })}</h2>
        <SheetTable rows={rows} choosing={{ chosen, onChoose: setChosen }} />
      </section>
    </>
  );
}

type FieldsProps = { readonly receivers: readonly UserSummary[]; readonly gift: Gift; readonly onChange: (gift: Gift) => void };

function GiveFields({ receivers, gift, onChange }: FieldsProps) {
  const { t } = useLanguage();
  return (
    <div className="form-grid">
      <Field id="handover-to" label={t('handover.to')} required>
        <Select<UserId>
          id="handover-to"
          aria-label={t('handover.to')}
          value={gift.to}
          options={receivers.map((one) => ({ value: one.id, label: `${one.displayName} · ${t(`vocabulary:role.${one.role}`)}` }))}
          onChange={(to: UserId) => onChange({ ...gift, to })}
        />
      </Field>
      <Field id="handover-reason" label={t('handover.reason')} required>
        <Select<Reason>
          id="handover-reason"
          aria-label={t('handover.reason')}
          value={gift.reason}
          options={reasons.map((one) => ({ value: one, label: choiceWord(one, t, 'reason') }))}
          onChange={(reason: Reason) => onChange({ ...gift, reason })}
        />
      </Field>
      <Field id="handover-note" label={t('handover.note')} wide>
        <Input.TextArea
          id="handover-note"
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={1000}
          value={gift.note}
          onChange={(event) => onChange({ ...gift, note: event.target.value })}
        />
      </Field>
    </div>
  );
}
