import type { Output } from '../../../contract/index.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { importFieldWords } from '../../i18n/screening-words.ts';
import { IssueTable } from './issue-table.tsx';

type Sight = Output<'imports.inspect'>;

/** More columns than this are summed up: a platform's file has one per question. */
const shownColumns = 24;

/** What a file is, which columns were understood, and which rows would not be taken. */
export function ImportSight({ sight }: { readonly sight: Sight }) {
  const { t } = useLanguage();
  const plain = sight.columns.filter((column) => !column.field.startsWith('item:'));
  const items = sight.columns.length - plain.length;
  return (
    <>
      <dl className="facts facts-wide">
        <dt>{t('importing.kind')}</dt>
        <dd>
          {t(`importing.kinds.${sight.kind}`)} {sight.instruments.map((one) => t(`vocabulary:instrument.${one}`)).join(t('common.listMark'))}
        </dd>
        <dt>{t('importing.rows')}</dt>
        <dd>{t('importing.rowsOf', { rows: sight.rows, all: sight.dataRows, header: sight.headerRow })}</dd>
      </dl>
      <h3 className="small-head">{t('importing.columns')}</h3>
      <ul className="chips">
        {plain.slice(0, shownColumns).map((column) => (
          <li key={`${column.sheet}-${column.column}`}>
            <span className="quiet">{column.header}</span> → <b>{importFieldWords(column.field, t)}</b>
          </li>
        ))}
        {items > 0 ? <li>{t('importing.itemColumns', { count: items })}</li> : null}
        {sight.ignoredColumns.map((header) => (
          <li key={header} className="chip-off">
            {header} → {t('imports.field.ignored')}
          </li>
        ))}
      </ul>
      <IssueTable title={t('importing.refused')} issues={sight.refused} />
      <IssueTable title={t('importing.warnings')} issues={sight.warnings} />
    </>
  );
}
