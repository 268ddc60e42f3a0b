import { Button, Popconfirm } from 'antd';
import type { PackageView } from '../../../../contract/exchange.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';

type Props = { readonly view: PackageView; readonly onDiscarded: () => void };

/** Throws away what has not been approved: nothing of it has left. */
export function DiscardDraft({ view, onDiscarded }: Props) {
  const { t } = useLanguage();
  const discard = useCommand('exchange.discard');
  async function run(): Promise<void> {
    const reply = await discard.run({ packageId: view.id });
    if (reply.ok) onDiscarded();
  }
  return (
    <>
      <RefusalNote refusal={discard.refusal} />
      <div className="button-row">
        <Popconfirm title={t('exchange.discardSure')} okText={t('exchange.discard')} cancelText={t('common.cancel')} onConfirm={() => void run()}>
          <Button danger loading={discard.busy}>
            {t('exchange.discard')}
          </Button>
        </Popconfirm>
      </div>
    </>
  );
}
