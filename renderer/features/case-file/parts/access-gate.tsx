import { LockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { CaseId } from '../../../../domain/ids.ts';
import { mayCall } from '../../../access.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { AccessDialog } from '../../../parts/access-dialog.tsx';
import { useSession } from '../../../session.tsx';

/** A case that this person is not assigned to: it opens with a reason. After the grant the page reads the case again. */
export function AccessGate({ caseId }: { readonly caseId: CaseId }) {
  const { t } = useLanguage();
  const { user } = useSession();
  const { back } = useNavigation();
  const [asking, setAsking] = useState(false);
  return (
    <div className="empty stack">
      <p>
        <LockOutlined aria-hidden /> {t('accessing.notYours')}
      </p>
      <div className="button-row access-gate">
        <Button onClick={back}>{t('caseFile.back')}</Button>
        {mayCall(user.role, 'cases.access') ? (
          <Button type="primary" onClick={() => setAsking(true)}>
            {t('accessing.title')}
          </Button>
        ) : null}
      </div>
      {asking ? <AccessDialog caseId={caseId} onClose={() => setAsking(false)} onGranted={() => setAsking(false)} /> : null}
    </div>
  );
}
