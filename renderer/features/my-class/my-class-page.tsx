/** A class teacher's own class: who is in professional follow-up, whose observation is owed, and a way to report. Nothing of any case. */
import { Button, Checkbox, Table } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../contract/index.ts';
import { msOf } from '../../../domain/time.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { useNow } from '../../clock.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ReadingOf } from '../../parts/reading.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { isBareKey } from '../../ui/keys.ts';
import { Page } from '../../ui/page.tsx';
import { BarometerSheet } from './parts/barometer-sheet.tsx';
import { ReportSheet } from './parts/report-sheet.tsx';

type Marks = Output<'pupils.marks'>;
type Marked = Marks['pupils'][number];
type Decision = Marked['decisions'][number];
type Sheet = { readonly kind: 'lead' | 'observation' | 'decision'; readonly pupil: Marked; readonly decision: Decision | null };

export function MyClassPage() {
  const { t } = useLanguage();
  const reading = useRegisterQuery('pupils.marks', {});
  const [search, setSearch] = useState('');
  const [onlyDue, setOnlyDue] = useState(false);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [barometer, setBarometer] = useState(false);
  return (
    <Page
      title={t('frame.page.myClass')}
      note={reading.value?.className}
      actions={
        <Button disabled={reading.value === undefined} onClick={() => setBarometer(true)}>
          {t('myClass.barometer')}
        </Button>
      }
    >
      <div className="stack">
        <p className="quiet">{t('myClass.hint')}</p>
        <div className="filters">
          <SearchField label={t('myClass.search')} onSearch={setSearch} />
          <Checkbox checked={onlyDue} onChange={(event) => setOnlyDue(event.target.checked)}>
            {t('myClass.onlyDue')}
          </Checkbox>
        </div>
        <ReadingOf reading={reading}>
          {({ pupils }) => (
            <ClassTable
              pupils={pupils.filter((pupil) => fits(pupil, search) && (!onlyDue || pupil.observeBy !== null || pupil.decisions.length > 0))}
              onOpen={setSheet}
            />
          )}
        </ReadingOf>
      </div>
      {sheet === null ? null : (
        <ReportSheet
          key={`${sheet.kind}${sheet.pupil.pupilId}`}
          kind={sheet.kind}
          pupil={sheet.pupil}
          decision={sheet.decision}
          onClose={() => setSheet(null)}
        />
      )}
      {barometer && reading.value !== undefined ? <BarometerSheet marks={reading.value} onClose={() => setBarometer(false)} /> : null}
    </Page>
  );
}

function fits({ name, studentNo }: Marked, search: string): boolean {
  const wanted = search.trim();
  return name.includes(wanted) || studentNo.includes(wanted);
}

type TableProps = { readonly pupils: readonly Marked[]; readonly onOpen: (sheet: Sheet) => void };

/** `o` records an observation of the pupil in the row, `r` reports a lead. */
function ClassTable({ pupils, onOpen }: TableProps) {
  const { t } = useLanguage();
  return (
    <Table<Marked>
      size="small"
      rowKey="pupilId"
      dataSource={pupils.toSorted(byDue)}
      pagination={false}
      locale={{ emptyText: t('myClass.empty') }}
      onRow={(pupil) => ({
        tabIndex: 0,
        onKeyDown: (event) => {
          if (event.target !== event.currentTarget) return;
          const kind = event.key === 'Enter' || isBareKey(event.nativeEvent, 'o') ? 'observation' : isBareKey(event.nativeEvent, 'r') ? 'lead' : null;
          if (kind === null) return;
          event.preventDefault();
          onOpen({ kind, pupil, decision: null });
        },
      })}
      columns={[
        { key: 'number', title: t('myClass.number'), width: 150, render: (_value, pupil) => <span className="mono">{pupil.studentNo}</span> },
        { key: 'name', title: t('myClass.pupil'), render: (_value, pupil) => <b>{pupil.name}</b> },
        {
          key: 'mark',
          title: t('myClass.mark'),
          width: 130,
          render: (_value, pupil) => (pupil.followUp ? <span className="stage-tag">{t('myClass.followUp')}</span> : null),
        },
        { key: 'due', title: t('myClass.observation'), width: 220, render: (_value, pupil) => <ObserveBy pupil={pupil} /> },
        {
          key: 'decisions',
          title: t('myClass.decisions'),
          render: (_value, pupil) => <Decisions pupil={pupil} onDone={(decision) => onOpen({ kind: 'decision', pupil, decision })} />,
        },
        {
          key: 'actions',
          title: t('common.actions'),
          width: 260,
          render: (_value, pupil) => (
            <div className="button-row">
              <Button
                size="small"
                type={pupil.observeBy === null ? 'default' : 'primary'}
                onClick={() => onOpen({ kind: 'observation', pupil, decision: null })}
              >
                {t('myClass.observe')} <kbd>o</kbd>
              </Button>
              <Button size="small" onClick={() => onOpen({ kind: 'lead', pupil, decision: null })}>
                {t('myClass.report')} <kbd>r</kbd>
              </Button>
            </div>
          ),
        },
      ]}
    />
  );
}

/** What is owed first, then by number. */
function byDue(one: Marked, other: Marked): number {
  const [first, second] = [earliestOf(one), earliestOf(other)];
  return first === second ? one.studentNo.localeCompare(other.studentNo) : first < second ? -1 : 1;
}

function earliestOf({ observeBy, decisions }: Marked): string {
  return [observeBy ?? '9', ...decisions.map(({ dueAt }) => dueAt)].toSorted()[0] ?? '9';
}

type DecisionsProps = { readonly pupil: Marked; readonly onDone: (decision: Decision) => void };

/** What was decided for the class teacher to do. */
function Decisions({ pupil, onDone }: DecisionsProps) {
  const { t } = useLanguage();
  const now = useNow();
  if (pupil.decisions.length === 0) return null;
  return (
    <ul className="plain-list">
      {pupil.decisions.map((decision) => {
        const late = msOf(decision.dueAt) < msOf(now);
        return (
          <li key={decision.obligationId} className="stack">
            <span>{decision.what}</span>
            <span className="button-row">
              <span className={late ? 'due due-late' : 'due due-today'}>
                {t(late ? 'myClass.observeLate' : 'myClass.observeBy', { at: formatMoment(decision.dueAt) })}
              </span>
              <Button size="small" type="primary" onClick={() => onDone(decision)}>
                {t('myClass.done')}
              </Button>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function ObserveBy({ pupil }: { readonly pupil: Marked }) {
  const { t } = useLanguage();
  const now = useNow();
  if (pupil.observeBy === null) return null;
  const late = msOf(pupil.observeBy) < msOf(now);
  return (
    <span className={late ? 'due due-late' : 'due due-today'}>
      {t(late ? 'myClass.observeLate' : 'myClass.observeBy', { at: formatMoment(pupil.observeBy) })}
    </span>
  );
}
