import type { CaseFile } from '../../../../contract/cases.ts';
import type { CaseState } from '../../../../domain/case-state.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

type Props = { readonly file: CaseFile; readonly state: CaseState };

/** Who knows: the owner, those the case was assigned to, and everybody who looked into it with a reason. */
export function Circle({ file, state }: Props) {
  const { t } = useLanguage();
  return (
    <section className="panel" aria-label={t('view.circle')}>
      <h2>{t('view.circle')}</h2>
      <dl className="facts">
        <dt>{t('view.assigned')}</dt>
        <dd>
          {file.assignees.length === 0
            ? '—'
            : file.assignees.map(({ userId, name }) => (userId === state.ownerId ? t('view.ownerOf', { name }) : name)).join(t('common.listMark'))}
        </dd>
        <dt>{t('view.yourLevel')}</dt>
        <dd>{t(`view.level.${file.level}`)}</dd>
        {state.sealed === null ? null : (
          <>
            <dt>{t('view.sealed')}</dt>
            <dd>{formatMoment(state.sealed.at)}</dd>
          </>
        )}
        {state.legalHold === null ? null : (
          <>
            <dt>{t('view.held')}</dt>
            <dd>{formatMoment(state.legalHold.at)}</dd>
          </>
        )}
      </dl>
      <h3 className="small-head">{t('view.accesses')}</h3>
      <ul className="plain-list lines">
        {file.accesses.map((one) => (
          <li key={`${one.at}${one.byName}`}>
            <span className="quiet">{formatMoment(one.at)}</span> {one.byName}: {one.reason}
          </li>
        ))}
        {file.accesses.length === 0 ? <li className="quiet">{t('view.nobodyElse')}</li> : null}
      </ul>
    </section>
  );
}
