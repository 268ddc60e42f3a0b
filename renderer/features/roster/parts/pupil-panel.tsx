import { Button, Descriptions, Drawer } from 'antd';
import type { PupilId } from '../../../../domain/ids.ts';
import { mayCall } from '../../../access.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { classWords } from '../../../i18n/school-grade.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { ReadingOf } from '../../../parts/reading.tsx';
import { useSession } from '../../../session.tsx';

type Props = { readonly pupilId: PupilId; readonly onClose: () => void };

/** One pupil: who they are, their guardians, their cases. Looking is written to the audit. */
export function PupilPanel({ pupilId, onClose }: Props) {
  const { t } = useLanguage();
  const { go, openSheet } = useNavigation();
  const { user } = useSession();
  const reading = useRegisterQuery('roster.pupil', { pupilId });
  return (
    <Drawer open size={480} title={reading.value?.pupil.name ?? t('common.reading')} onClose={onClose}>
      <ReadingOf reading={reading}>
        {({ pupil, address, boarding, classTeacher, guardians, cases }) => (
          <div className="stack">
            <Descriptions
              size="small"
              column={1}
              items={[
                { key: 'number', label: t('imports.field.studentNo'), children: <span className="mono">{pupil.studentNo}</span> },
                { key: 'class', label: t('imports.field.className'), children: classWords(pupil, t) },
                { key: 'birth', label: t('imports.field.birthDate'), children: pupil.birthDate ?? '—' },
                { key: 'boarding', label: t('imports.field.boarding'), children: boarding ? t('roster.boards') : t('roster.livesAtHome') },
                { key: 'teacher', label: t('imports.field.classTeacher'), children: classTeacher ?? '—' },
                { key: 'address', label: t('imports.field.address'), children: address ?? '—' },
              ]}
            />
            <h3 className="small-head">{t('roster.guardians')}</h3>
            <ul className="plain-list lines">
              {guardians.map((one) => (
                <li key={`${one.name}${one.relation}`}>
                  {one.relation} <b>{one.name}</b> <span className="mono">{one.phone ?? ''}</span>
                </li>
              ))}
              {guardians.length === 0 ? <li className="quiet">{t('common.none')}</li> : null}
            </ul>
            <h3 className="small-head">{t('roster.cases')}</h3>
            <ul className="plain-list lines">
              {cases.map((one) => (
                <li key={one.id}>
                  <Button type="link" className="link-flush" onClick={() => go({ page: 'case', caseId: one.id })}>
                    {one.caseNo}
                  </Button>
                </li>
              ))}
              {cases.length === 0 ? <li className="quiet">{t('common.none')}</li> : null}
            </ul>
            {pupil.openCaseId === null && mayCall(user.role, 'cases.open') ? (
              <Button type="primary" onClick={() => openSheet({ sheet: 'open-case', pupil, resultIds: [] })}>
                {t('roster.startCase')}
              </Button>
            ) : null}
          </div>
        )}
      </ReadingOf>
    </Drawer>
  );
}
