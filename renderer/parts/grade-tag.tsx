/** A risk grade: colour, sign, code and word together, so that none of them is needed. */
import { CheckCircleOutlined, ExclamationCircleFilled, InfoCircleOutlined, MinusCircleOutlined, WarningFilled } from '@ant-design/icons';
import type { RiskGrade } from '../../domain/vocabulary.ts';
import { useLanguage } from '../i18n/use-language.ts';

const signs = { R4: ExclamationCircleFilled, R3: WarningFilled, R2: InfoCircleOutlined, R1: MinusCircleOutlined, R0: CheckCircleOutlined } as const;

type Props = { readonly grade: RiskGrade | null; readonly long?: boolean };

export function GradeTag({ grade, long }: Props) {
  const { t } = useLanguage();
  if (grade === null) return <span className="grade grade-none">{t('common.ungraded')}</span>;
  const Sign = signs[grade];
  return (
    <span className={`grade grade-${grade.toLowerCase()}`}>
      <Sign aria-hidden />
      <b>{grade}</b> {t(`vocabulary:gradeColour.${grade}`)}
      {long === true ? ` · ${t(`vocabulary:grade.${grade}`)}` : ''}
    </span>
  );
}
