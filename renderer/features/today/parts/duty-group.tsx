import type { ObligationView } from '../../../../contract/shapes.ts';
import { useNow } from '../../../clock.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DueLabel } from '../../../parts/due-label.tsx';
import { DutyTitle } from '../../../parts/duty-title.tsx';
import { GradeTag } from '../../../parts/grade-tag.tsx';
import { WaitingWords } from '../../../parts/waiting-words.tsx';

type Props = {
  readonly title: string;
  readonly late: boolean;
  readonly duties: readonly ObligationView[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onSettle: (duty: ObligationView) => void;
};

/** Duties of one group; the chosen one shows its reason beside the list, Enter opens the settling form. */
export function DutyGroup({ title, late, duties, chosenId, onChoose, onSettle }: Props) {
  const { t } = useLanguage();
  const now = useNow();
  return (
    <section className={late ? 'duty-group duty-late' : 'duty-group'} aria-label={title}>
      <h2>
        {title} <span className="count">{duties.length}</span>
      </h2>
      <ul className="plain-list">
        {duties.map((duty) => (
          <li key={duty.id}>
            <button
              type="button"
              data-duty={duty.id}
              className={duty.id === chosenId ? 'duty duty-chosen' : 'duty'}
              aria-pressed={duty.id === chosenId}
              onFocus={() => (duty.id === chosenId ? undefined : onChoose(duty.id))}
              onClick={() => onChoose(duty.id)}
              onDoubleClick={() => onSettle(duty)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                onSettle(duty);
              }}
            >
              <span className="duty-due">
                <DueLabel dueAt={duty.dueAt} now={now} />
              </span>
              <span className="duty-title">
                <DutyTitle duty={duty} />
                {duty.what === null ? null : <span className="duty-what">{duty.what}</span>}
                <WaitingWords duty={duty} />
              </span>
              <span className="duty-pupil">
                <b>{duty.pupilName}</b> {duty.className}
              </span>
              <GradeTag grade={duty.grade} />
              <span className="duty-owner">{t(`vocabulary:role.${duty.ownerRole}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      {duties.length === 0 ? <p className="quiet duty-none">{t('today.none')}</p> : null}
    </section>
  );
}
