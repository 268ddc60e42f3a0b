import { App, Button } from 'antd';
import { useState } from 'react';
import type { OfficeProfile } from '../../../../contract/shapes.ts';
import { mayCall } from '../../../access.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { OfficeForm } from '../../../parts/office-form.tsx';
import { ReadingOf } from '../../../parts/reading.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';
import { useSession } from '../../../session.tsx';
import { SubmitForm } from '../../../ui/submit-form.tsx';

/** Name, addresses and telephones as documents print them. */
export function OfficeProfileTab() {
  const reading = useRegisterQuery('office.profile', {});
  return <ReadingOf reading={reading}>{({ profile, kind }) => <Profile profile={profile} kind={kind} />}</ReadingOf>;
}

function Profile({ profile, kind }: { readonly profile: OfficeProfile; readonly kind: 'school' | 'center' }) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const { user } = useSession();
  const update = useCommand('office.update');
  // Null while nothing is typed: then the profile shows as it stands, and a profile read again meanwhile takes nothing typed away.
  const [draft, setDraft] = useState<OfficeProfile | null>(null);
  const shown = draft ?? profile;
  async function save(): Promise<void> {
    const reply = await update.run({ profile: shown });
    if (!reply.ok) return;
    // What was typed while it was being saved is not saved yet.
    setDraft((now) => (now === shown ? null : now));
    message.success(t('office.profileSaved'));
  }
  return (
    <SubmitForm label={t('office.profile')} className="stack medium" onSubmit={() => void save()}>
      <RefusalNote refusal={update.refusal} />
      <fieldset disabled={!mayCall(user.role, 'office.update')} className="bare-fieldset">
        <OfficeForm kind={kind} office={shown} onChange={setDraft} />
      </fieldset>
      {mayCall(user.role, 'office.update') ? (
        <Button type="primary" htmlType="submit" loading={update.busy}>
          {t('common.save')}
        </Button>
      ) : null}
    </SubmitForm>
  );
}
