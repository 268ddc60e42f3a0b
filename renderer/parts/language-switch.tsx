import { Segmented } from 'antd';
import { changeLanguage, languages } from '../i18n/setup.ts';
import { useLanguage } from '../i18n/use-language.ts';

const names = { 'zh-CN': '中文', en: 'English' } as const;

/** Each language under its own name. */
export function LanguageSwitch() {
  const { t, language } = useLanguage();
  return (
    <Segmented
      size="small"
      aria-label={t('frame.language')}
      value={language}
      options={languages.map((one) => ({ value: one, label: names[one] }))}
      onChange={(one) => void changeLanguage(one)}
    />
  );
}
