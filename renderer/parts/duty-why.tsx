/** Why a duty stands and why it is still open, in words: clause, opening entry, conditions, clock, what was tried. */
import type { Explanation } from '../../contract/duties.ts';
import { isEventType } from '../../domain/events/registry.ts';
import { formatMoment } from '../i18n/format.ts';
import { choiceWord, fieldWord } from '../i18n/field-words.ts';
import { useLanguage, type Translate } from '../i18n/use-language.ts';
import { DutyTitle } from './duty-title.tsx';
import { WaitingWords } from './waiting-words.tsx';

type Entry = Explanation['openedBy'];

export function DutyWhy({ why }: { readonly why: Explanation }) {
  const { t, language } = useLanguage();
  const { duty } = why;
  return (
    <>
      <p className="duty-rule">
        <DutyTitle duty={duty} />
      </p>
      {duty.what === null ? null : <p>{duty.what}</p>}
      <blockquote>
        <b>{language === 'en' ? why.clauseTitleEn : why.clauseTitleZh}</b>
        <p lang="zh-CN">{why.clauseText}</p>
        <cite lang="zh-CN">{why.clauseSource}</cite>
      </blockquote>
      <dl className="facts">
        <dt>{t('board.openedBy')}</dt>
        <dd>
          <EntryWords entry={why.openedBy} />
        </dd>
        {why.because.length === 0 ? null : (
          <>
            <dt>{t('board.because')}</dt>
            <dd>{why.because.map((one) => becauseWords(one, t)).join(t('common.clauseMark'))}</dd>
          </>
        )}
        <dt>{t('today.due')}</dt>
        <dd>
          {formatMoment(duty.dueAt)} <span className="quiet">{basisWords(why.due, t)}</span> <WaitingWords duty={duty} />
        </dd>
        <dt>{t('today.owner')}</dt>
        <dd>
          {t(`vocabulary:role.${duty.ownerRole}`)} <span className="quiet">{t('board.ofCase', { name: duty.ownerName })}</span>
        </dd>
        {duty.occurrence > 1 ? (
          <>
            <dt>{t('today.occurrence')}</dt>
            <dd>{t('today.nth', { count: duty.occurrence })}</dd>
          </>
        ) : null}
        <dt>{t('board.tried')}</dt>
        <dd>{why.tried.length === 0 ? t('board.notTried') : why.tried.map((entry) => <EntryWords key={entry.eventId} entry={entry} />)}</dd>
        {duty.end === null ? null : (
          <>
            <dt>{t('board.ended')}</dt>
            <dd>
              {t(`vocabulary:obligationEnd.${duty.end}`)} {why.endedBy === null ? null : <EntryWords entry={why.endedBy} />}
              {why.excuse === null ? null : <p className="why-excuse">{why.excuse}</p>}
            </dd>
          </>
        )}
        <dt>{t('today.rule')}</dt>
        <dd className="mono">
          {duty.ruleId} · {duty.packVersion}
        </dd>
      </dl>
    </>
  );
}

function EntryWords({ entry }: { readonly entry: Entry }) {
  const { t } = useLanguage();
  return (
    <span className="why-entry">
      {formatMoment(entry.happenedAt)} {isEventType(entry.type) ? t(`events:${entry.type}`) : entry.type} <span className="quiet">{entry.recordedByName}</span>
    </span>
  );
}

/** A condition of the rule: a fact of the case, or what a field of the entry said. */
function becauseWords(condition: string, t: Translate): string {
  const [name = '', value = ''] = condition.split('=');
  const fact = t(`why.fact.${name}` as 'why.fact.crisis', { defaultValue: '' });
  if (fact !== '') return value === 'true' ? fact : t('board.not', { fact });
  return t('board.fieldIs', { field: fieldWord(name, t), value: /^R[0-4]$/.test(value) ? value : choiceWord(value, t, name) });
}

/** How the due moment was counted; no days at all is the day itself. */
function basisWords({ basis, amount }: Explanation['due'], t: Translate): string {
  return basis === 'calendar_days' && amount === 0 ? t('why.sameDay') : t(`why.basis.${basis}`, { count: amount });
}
