import { Modal } from 'antd';
import { useLanguage } from '../i18n/use-language.ts';

const keys = [
  ['Alt+1 … 9', 'page'],
  ['Alt+Shift+1 … 9', 'pageMore'],
  ['Alt+←', 'back'],
  ['/', 'search'],
  ['j  k', 'move'],
  ['Enter', 'open'],
  ['n', 'record'],
  ['c', 'contact'],
  ['s  w', 'putOff'],
  ['o', 'openCase'],
  ['e', 'emergency'],
  ['Ctrl+Enter', 'save'],
  ['Esc', 'close'],
  ['Ctrl+L', 'lock'],
  ['?', 'help'],
] as const;

type Props = { readonly shown: boolean; readonly onClose: () => void };

export function KeysHelp({ shown, onClose }: Props) {
  const { t } = useLanguage();
  return (
    <Modal open={shown} onCancel={onClose} footer={null} title={t('frame.keys')} width={420}>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`frame.key.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
