import { App, Button } from 'antd';
import type { PackageView } from '../../../../contract/exchange.ts';
import { chooseFile } from '../../../api/shell.ts';
import { useCommand } from '../../../api/use-command.ts';
import { refusalWords } from '../../../i18n/refusal-details.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

/** Reads a package from a stick into quarantine; nothing is taken before somebody accepts it. */
export function ImportPackage({ onImported }: { readonly onImported: (view: PackageView) => void }) {
  const { t } = useLanguage();
  const { modal } = App.useApp();
  const command = useCommand('exchange.import');
  async function run(): Promise<void> {
    const file = await chooseFile('package');
    if (!file.ok) return;
    const reply = await command.run({ file: file.value.token });
    if (reply.ok) onImported(reply.value);
    else modal.error({ title: t('exchange.notImported'), content: refusalWords(reply.error, t) });
  }
  return (
    <Button loading={command.busy} onClick={() => void run()}>
      {t('exchange.import')}
    </Button>
  );
}
