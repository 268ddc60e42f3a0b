import { App } from 'antd';
import { useCallback } from 'react';
import { useLanguage } from '../i18n/use-language.ts';

/** Closes at once if nothing was entered, else asks first: text that somebody wrote is never lost by a stray key. */
export function useGuardedClose(dirty: boolean, onClose: () => void): () => void {
  const { modal } = App.useApp();
  const { t } = useLanguage();
  return useCallback(() => {
    if (!dirty) {
      onClose();
      return;
    }
    modal.confirm({
      title: t('common.discardTitle'),
      content: t('common.discardText'),
      okText: t('common.discard'),
      cancelText: t('common.stay'),
      // An Enter meant for the form must not throw away what was typed.
      autoFocusButton: 'cancel',
      onOk: onClose,
    });
  }, [dirty, onClose, modal, t]);
}
