/** What stands beside a form: a proposal from the answers, and what still stands in the way of a decision. */
import type { CaseFile } from '../../../../contract/cases.ts';
import type { EventType } from '../../../../domain/events/registry.ts';
import type { RiskGrade } from '../../../../domain/vocabulary.ts';
import type { Values } from '../../../forms/field-model.ts';
import { needWords } from '../../../i18n/refusal-details.ts';
import { useLanguage, type Translate } from '../../../i18n/use-language.ts';
import { GradeTag } from '../../../parts/grade-tag.tsx';
import { liveProposal } from '../live-proposal.ts';

const aided: readonly EventType[] = ['risk_interview_held', 'grade_decided', 'case_closed'];

export function hasAid(type: EventType): boolean {
  return aided.includes(type);
}

type Props = { readonly type: EventType; readonly file: CaseFile; readonly values: Values };

export function FormAid({ type, file, values }: Props) {
  if (type === 'risk_interview_held') return <AnswersAid values={values} />;
  return type === 'grade_decided' ? <GradeAid file={file} /> : <ClosingAid needs={file.closingNeeds} />;
}

function gradeWords(grade: RiskGrade, t: Translate): string {
  return `${grade} ${t(`vocabulary:gradeColour.${grade}`)} · ${t(`vocabulary:grade.${grade}`)}`;
}

function groundsWords(grounds: readonly string[], t: Translate): string {
  return grounds.map((code) => t(`vocabulary:gradeGround.${code}` as 'vocabulary:gradeGround.thoughts', { defaultValue: code })).join(t('common.clauseMark'));
}

function AnswersAid({ values }: { readonly values: Values }) {
  const { t } = useLanguage();
  const { grade, reasons, unanswered } = liveProposal(values);
  return (
    <aside className="form-aid" aria-live="polite">
      <b>{t('aid.proposal')}</b>
      <GradeTag grade={grade} long />
      <p>{t('aid.atLeast', { grade: gradeWords(grade, t) })}</p>
      <p>{t('aid.because', { grounds: groundsWords(reasons, t) })}</p>
      {unanswered === 0 ? null : <p className="quiet">{t('aid.unanswered', { count: unanswered })}</p>}
      <p className="quiet">{t('aid.peopleDecide')}</p>
    </aside>
  );
}

function GradeAid({ file: { proposal, loweringNeeds, summary } }: { readonly file: CaseFile }) {
  const { t } = useLanguage();
  return (
    <aside className="form-aid">
      {summary.grade === null ? null : <GradeTag grade={summary.grade} long />}
      {proposal === null ? null : (
        <>
          <p>{t(proposal.by === 'assessor' ? 'aid.byAssessor' : 'aid.byAnswers', { grade: gradeWords(proposal.grade, t) })}</p>
          {proposal.reasons.length === 0 ? null : <p>{t('aid.because', { grounds: groundsWords(proposal.reasons, t) })}</p>}
          <p className="quiet">{t('aid.peopleDecide')}</p>
        </>
      )}
      {summary.grade === null ? null : loweringNeeds.length === 0 ? <p>{t('aid.mayLower')}</p> : <Needs title={t('aid.lowering')} needs={loweringNeeds} />}
    </aside>
  );
}

function ClosingAid({ needs }: { readonly needs: readonly string[] }) {
  const { t } = useLanguage();
  return (
    <aside className="form-aid">{needs.length === 0 ? <p className="quiet">{t('common.none')}</p> : <Needs title={t('aid.closing')} needs={needs} />}</aside>
  );
}

function Needs({ title, needs }: { readonly title: string; readonly needs: readonly string[] }) {
  const { t } = useLanguage();
  return (
    <div>
      <b>{title}</b>
      <ul>
        {needs.map((need) => (
          <li key={need}>{needWords(need, t)}</li>
        ))}
      </ul>
    </div>
  );
}
