import { Checkbox, Segmented, Select } from 'antd';
import { useCallback } from 'react';
import { attendances, grades, stages, type Attendance, type CaseStage, type RiskGrade } from '../../../../domain/vocabulary.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { SearchField } from '../../../parts/search-field.tsx';
import type { CaseFilter } from '../case-filter.ts';

const sorts = ['due', 'grade', 'opened', 'number'] as const;
type Props = { readonly filter: CaseFilter; readonly onChange: (change: (before: CaseFilter) => CaseFilter) => void };

/** The filter without the keys whose value is taken back: the contract wants them absent, not undefined. */
function changed<K extends keyof CaseFilter>(filter: CaseFilter, key: K, value: CaseFilter[K] | undefined): CaseFilter {
  const { [key]: _old, ...rest } = filter;
  return value === undefined ? rest : { ...rest, [key]: value };
}

export function CaseFilters({ filter, onChange }: Props) {
  const { t } = useLanguage();
  const search = useCallback((text: string) => onChange((before) => (before.search === text ? before : { ...before, search: text })), [onChange]);
  const set = <K extends keyof CaseFilter>(key: K, value: CaseFilter[K] | undefined) => onChange((before) => changed(before, key, value));
  return (
    <div className="filters" role="search">
      <SearchField label={t('cases.search')} onSearch={search} />
      <Segmented
        aria-label={t('cases.openOrAll')}
        value={filter.open === true ? 'open' : 'all'}
        options={[
          { value: 'open', label: t('cases.openOnly') },
          { value: 'all', label: t('cases.all') },
        ]}
        onChange={(one) => set('open', one === 'open' ? true : undefined)}
      />
      <Select<RiskGrade>
        className="filter"
        allowClear
        aria-label={t('cases.grade')}
        placeholder={t('cases.grade')}
        options={grades.toReversed().map((one) => ({ value: one, label: `${one} ${t(`vocabulary:gradeColour.${one}`)}` }))}
        onChange={(value?: RiskGrade) => set('grade', value)}
      />
      <Select<CaseStage>
        className="filter"
        allowClear
        aria-label={t('cases.stage')}
        placeholder={t('cases.stage')}
        options={stages.map((one) => ({ value: one, label: t(`vocabulary:stage.${one}`) }))}
        onChange={(value?: CaseStage) => set('stage', value)}
      />
      <Select<Attendance>
        className="filter"
        allowClear
        aria-label={t('cases.attendance')}
        placeholder={t('cases.attendance')}
        options={attendances.map((one) => ({ value: one, label: t(`vocabulary:attendance.${one}`) }))}
        onChange={(value?: Attendance) => set('attendance', value)}
      />
      <Checkbox onChange={(event) => set('mine', event.target.checked ? true : undefined)}>{t('list.mine')}</Checkbox>
      <Checkbox onChange={(event) => set('overdue', event.target.checked ? true : undefined)}>{t('cases.overdueOnly')}</Checkbox>
      <span className="top-gap" />
      <Select
        className="filter-sort"
        aria-label={t('cases.sort')}
        value={filter.sort ?? 'due'}
        options={sorts.map((one) => ({ value: one, label: t(`cases.sortBy.${one}`) }))}
        onChange={(value) => set('sort', value)}
      />
    </div>
  );
}
