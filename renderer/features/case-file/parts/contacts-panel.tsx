import type { CaseFile } from '../../../../contract/cases.ts';
import type { CaseState } from '../../../../domain/case-state.ts';
import { dateOf } from '../../../../domain/time.ts';
import { useNow } from '../../../clock.ts';
import { choiceWord } from '../../../i18n/field-words.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { contactWeeks, reachedPeople, type ContactWeek, type HalfEnd } from '../contact-weeks.ts';

type Props = { readonly file: CaseFile; readonly state: CaseState };

/** Whom the office reached last, and the weeks in which both halves of a contact were owed. */
export function ContactsPanel({ file, state }: Props) {
  const { t } = useLanguage();
  const now = useNow();
  const people = reachedPeople(file.events);
  const weeks = contactWeeks(file.obligations, now);
  return (
    <section aria-label={t('view.contacts')}>
      <h2 className="section-head">{t('view.contacts')}</h2>
      {state.lostSince === null ? null : <p className="due-late">{t('view.lostSince', { at: formatMoment(state.lostSince) })}</p>}
      {people.length === 0 ? (
        <p className="quiet">{t('view.noContacts')}</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('view.person')}</th>
              <th scope="col">{t('view.lastReached')}</th>
              <th scope="col">{t('view.attempts')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ person, lastAt, attempts }) => (
              <tr key={person}>
                <td>{choiceWord(person, t, 'with')}</td>
                <td>{lastAt === null ? t('view.never') : formatMoment(lastAt)}</td>
                <td className={attempts >= 2 ? 'due-late' : undefined}>{t('view.attemptCount', { count: attempts })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {weeks.length === 0 ? null : <Weeks weeks={weeks} titles={titlesOf(file)} />}
    </section>
  );
}

type Titles = ReadonlyMap<string, { readonly zh: string; readonly en: string }>;

function titlesOf(file: CaseFile): Titles {
  return new Map(file.obligations.map(({ ruleId, titleZh, titleEn }) => [ruleId, { zh: titleZh, en: titleEn }]));
}

const signs: Readonly<Record<HalfEnd, string>> = { done: '✓', done_late: '✓', excused: '–', missed: '✗', superseded: '–', open: '○', late: '!', none: '' };

function Weeks({ weeks, titles }: { readonly weeks: readonly ContactWeek[]; readonly titles: Titles }) {
  const { t, language } = useLanguage();
  return (
    <table className="plain-table">
      <caption>{t('view.weeks')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('view.week')}</th>
          <th scope="col">{t('vocabulary:slot.guardian')}</th>
          <th scope="col">{t('vocabulary:slot.pupil')}</th>
          <th scope="col">{t('wall.duty')}</th>
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ key, ruleId, from, until, ends }) => (
          <tr key={key}>
            <td>
              {dateOf(from)} – {dateOf(until)}
            </td>
            <td>
              <Half end={ends.guardian} />
            </td>
            <td>
              <Half end={ends.pupil} />
            </td>
            <td className="quiet">{language === 'en' ? titles.get(ruleId)?.en : titles.get(ruleId)?.zh}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Half({ end }: { readonly end: HalfEnd }) {
  const { t } = useLanguage();
  const words = end === 'open' || end === 'late' || end === 'none' ? t(`view.half.${end}`) : t(`vocabulary:obligationEnd.${end}`);
  return (
    <span className={`duty-end duty-end-${end === 'late' ? 'missed' : end.replace('_', '-')}`}>
      <span aria-hidden>{signs[end]}</span> {words}
    </span>
  );
}
