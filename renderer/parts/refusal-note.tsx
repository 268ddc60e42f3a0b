/** A refusal in words, with what it was about. */
import { Alert } from 'antd';
import type { Refusal } from '../../contract/errors.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { detailsOf, refusalWords } from '../i18n/refusal-details.ts';

type Props = { readonly refusal: Refusal | undefined; readonly onClose?: () => void };

export function RefusalNote({ refusal, onClose }: Props) {
  const { t } = useLanguage();
  // A closed dialog is a decision, not a failure.
  if (refusal === undefined || refusal.code === 'DIALOG_CANCELLED' || refusal.code === 'CANCELLED') return null;
  const details = detailsOf(refusal, t);
  return (
    <Alert
      className="note"
      type="error"
      showIcon
      title={refusalWords(refusal, t)}
      description={
        details.length === 0 ? undefined : (
          <ul className="plain-list">
            {details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        )
      }
      {...(onClose === undefined ? {} : { closable: { onClose } })}
    />
  );
}
