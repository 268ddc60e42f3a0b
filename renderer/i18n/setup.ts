/** Languages of the window: Chinese first, English complete. Nothing is loaded from outside. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { english } from './en/english.ts';
import { chinese } from './zh/chinese.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: typeof chinese;
    returnNull: false;
  }
}

const storedUnder = 'xinhu.language';

function storedLanguage(): Language {
  return languages.find((one) => one === localStorage.getItem(storedUnder)) ?? 'zh-CN';
}

/** Starts i18next with both languages in memory. */
export async function startLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: storedLanguage(),
    fallbackLng: false,
    defaultNS: 'ui',
    resources: { 'zh-CN': chinese, en: english },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = i18next.language;
}

/** Changes the language and remembers it on this computer. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(storedUnder, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
