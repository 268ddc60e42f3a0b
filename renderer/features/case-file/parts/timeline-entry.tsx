import { plainText } from '../../../../domain/plain-text.ts';
import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { CaseFile, EventView } from '../../../../contract/cases.ts';
import { definitionOf, isEventType } from '../../../../domain/events/registry.ts';
import { formatMoment, shortHash } from '../../../i18n/format.ts';
import { fieldWord } from '../../../i18n/field-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { PayloadView, valueWords } from '../../../parts/payload-view.tsx';

type Props = { readonly event: EventView; readonly corrections: readonly EventView[]; readonly file: CaseFile };

/** One entry: when, who, what; marked if it was written down later, with the start of its hash. */
export function TimelineEntry({ event, corrections, file }: Props) {
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  const definition = definitionOf(event.type);
  const correctable = file.allowed.includes('correction_made') && (definition?.correctable.length ?? 0) > 0;
  return (
    <li className="entry" id={event.id} tabIndex={-1}>
      <div className="entry-head">
        <time dateTime={event.happenedAt}>{formatMoment(event.happenedAt)}</time>
        <h3>{isEventType(event.type) ? t(`events:${event.type}`) : event.type}</h3>
        {event.late ? (
          <span className="marker" title={t('caseFile.lateTitle')}>
            {t('caseFile.late', { at: formatMoment(event.recordedAt) })}
          </span>
        ) : null}
        {corrections.length > 0 ? <span className="marker marker-corrected">{t('caseFile.corrected')}</span> : null}
        <span className="top-gap" />
        <span className="entry-by">{event.recordedByName}</span>
        <code className="entry-hash" title={`#${event.seq} ${event.hash}`}>
          {shortHash(event.hash)}
        </code>
        {correctable ? (
          <Button
            size="small"
            type="text"
            icon={<EditOutlined />}
            aria-label={`${t('events:correction_made')} #${event.seq}`}
            title={t('events:correction_made')}
            onClick={() => openSheet({ sheet: 'record', caseId: file.summary.id, type: 'correction_made', initial: { targetId: event.id } })}
          />
        ) : null}
      </div>
      <PayloadView payload={event.payload} documents={file.documents} about={event.type} />
      {event.hidden.length > 0 ? (
        <p className="quiet">{t('caseFile.hidden', { fields: event.hidden.map((field) => fieldWord(field, t, event.type)).join(t('common.listMark')) })}</p>
      ) : null}
      {corrections.map((one) => (
        <div key={one.id} className="correction">
          <b>{t('events:correction_made')}</b> {formatMoment(one.recordedAt)} {one.recordedByName}
          <div>
            {fieldWord(plainText(one.payload['field']), t)}:<del>{valueWords(one.payload['was'], t)}</del> → <ins>{valueWords(one.payload['shouldBe'], t)}</ins>
          </div>
          <div className="quiet">{plainText(one.payload['reason'])}</div>
        </div>
      ))}
    </li>
  );
}
