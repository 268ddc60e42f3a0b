/** The language in use, and its words. */
import { useTranslation } from 'react-i18next';
import { languages, type Language } from './setup.ts';

export const namespaces = ['ui', 'errors', 'events', 'documents', 'vocabulary', 'fields'] as const;

/** `t` over every namespace (`t('today.title')`, `t('errors:BUSY')`), and the language. */
export function useLanguage() {
  const { t, i18n } = useTranslation(namespaces);
  const language: Language = languages.find((one) => one === i18n.language) ?? 'zh-CN';
  return { t, language } as const;
}

export type Translate = ReturnType<typeof useLanguage>['t'];
