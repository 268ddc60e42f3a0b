/** What a duty is called, with the half that it stands for (to the centre, with the parents). */
import type { ObligationView } from '../../contract/shapes.ts';
import { useLanguage } from '../i18n/use-language.ts';

type Props = { readonly duty: Pick<ObligationView, 'titleZh' | 'titleEn' | 'slot' | 'occurrence'> };

export function DutyTitle({ duty }: Props) {
  const { t, language } = useLanguage();
  const title = language === 'en' ? duty.titleEn : duty.titleZh;
  if (duty.slot === 'case') return <>{title}</>;
  // One of several that one entry opened (the decisions of a conference).
  const item = /-(\d+)$/.exec(duty.slot)?.[1];
  if (item !== undefined) return <>{`${title} · ${t('common.rowNo', { row: item })}`}</>;
  return (
    <>
      {title} · {t(`vocabulary:slot.${duty.slot}` as 'vocabulary:slot.guardian', { defaultValue: duty.slot })}
    </>
  );
}
