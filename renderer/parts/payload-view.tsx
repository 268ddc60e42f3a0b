/** The content of an entry in words: field by field, parts of a plan folded away until asked for. */
import { plainText } from '../../domain/plain-text.ts';
import type { DocumentView } from '../../contract/cases.ts';
import { formatMoment } from '../i18n/format.ts';
import { choiceWord, fieldWord } from '../i18n/field-words.ts';
import { useLanguage, type Translate } from '../i18n/use-language.ts';
import { Instant } from '../../domain/time.ts';

/** Links between records, of no use to a reader. */
const technical: readonly string[] = [
  'pupilId',
  'sourceRefs',
  'signatureId',
  'packageId',
  'referralId',
  'targetId',
  'obligationId',
  'conferenceId',
  'assessmentId',
  'reportId',
  'affectedId',
  'consentDocumentId',
  'dutyId',
  'toUserId',
  'ownerId',
];

type Props = {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly documents: readonly DocumentView[];
  /** Type of the entry or kind of the ledger, whose own words are then used. */
  readonly about?: string;
};

export function PayloadView({ payload, documents, about = '' }: Props) {
  const { t } = useLanguage();
  const shown = Object.entries(payload).filter(([key, value]) => !technical.includes(key) && !isEmpty(value));
  return (
    <dl className="payload">
      {shown.map(([key, value]) => (
        <div key={key} className={typeof value === 'string' && value.length > 60 ? 'payload-long' : undefined}>
          <dt>{fieldWord(key, t, about)}</dt>
          <dd>{key === 'documentId' ? documentNumber(value, documents) : <Value value={value} field={key} about={about} />}</dd>
        </div>
      ))}
    </dl>
  );
}

function documentNumber(id: unknown, documents: readonly DocumentView[]): string {
  return documents.find((document) => document.id === id)?.number ?? '—';
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

type ValueProps = { readonly value: unknown; readonly field?: string; readonly about?: string };

function Value({ value, field = '', about = '' }: ValueProps) {
  const { t } = useLanguage();
  if (Array.isArray(value) && value.some((one) => typeof one === 'object')) {
    return (
      <ul className="plain-list lines">
        {value.map((row: unknown, index) => (
          // Rows have no identity but their place.
          <li key={index}>{typeof row === 'object' && row !== null ? rowWords(row, t) : String(row)}</li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const isFlat = Object.values(value).every((part) => typeof part !== 'object');
    if (isFlat && field !== '') return <PayloadView payload={{ ...value }} documents={[]} about={about} />;
    return (
      <details>
        <summary>{t('caseFile.showParts')}</summary>
        <Parts parts={value} />
      </details>
    );
  }
  return <>{valueWords(value, t, field)}</>;
}

/** One of several: its filled parts in a line. */
function rowWords(row: object, t: Translate): string {
  return Object.entries(row)
    .filter(([key, cell]: [string, unknown]) => !technical.includes(key) && !isEmpty(cell))
    .map(([key, cell]: [string, unknown]) => (cell === true ? fieldWord(key, t) : valueWords(cell, t, key)))
    .join(' · ');
}

function Parts({ parts }: { readonly parts: object }) {
  const { t } = useLanguage();
  return (
    <dl className="payload payload-parts">
      {Object.entries(parts)
        .filter(([, part]) => !isEmpty(part))
        .map(([key, part]: [string, unknown]) => (
          <div key={key} className="payload-long">
            <dt>{t(`plan.part.${key}` as 'plan.part.overview', { defaultValue: key })}</dt>
            <dd>{typeof part === 'object' && part !== null && !Array.isArray(part) ? <Parts parts={part} /> : <Value value={part} />}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A single value in words; `field` is where it was chosen. */
export function valueWords(value: unknown, t: Translate, field = ''): string {
  if (value === true) return t('common.yes');
  if (value === false) return t('fields:choice.no');
  if (Array.isArray(value)) return value.map((one) => valueWords(one, t, field)).join(t('common.listMark'));
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  const text = plainText(value);
  const moment = Instant.safeParse(value);
  if (moment.success) return formatMoment(moment.data);
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(text) ? choiceWord(text, t, field) : text;
}
