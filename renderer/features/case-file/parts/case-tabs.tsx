import { Tabs } from 'antd';
import type { CaseFile } from '../../../../contract/cases.ts';
import type { CaseState } from '../../../../domain/case-state.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { tabs, type Sight } from '../use-sight.ts';
import { ContactsPanel } from './contacts-panel.tsx';
import { PlanVersions } from './plan-versions.tsx';
import { RiskCourse } from './risk-course.tsx';
import { Timeline } from './timeline.tsx';

type Props = { readonly file: CaseFile; readonly state: CaseState; readonly sight: Sight };

/** The case from four sides: as it was written down, how the risk went, who was reached, how the plan changed. */
export function CaseTabs({ file, state, sight }: Props) {
  const { t } = useLanguage();
  const sides = {
    timeline: <Timeline file={file} kind={sight.kind} onKind={sight.setKind} />,
    risk: <RiskCourse file={file} onShow={sight.show} />,
    contacts: <ContactsPanel file={file} state={state} />,
    plans: <PlanVersions events={file.events} />,
  };
  return (
    <Tabs
      size="small"
      activeKey={sight.tab}
      onChange={(key) => sight.setTab(tabs.find((one) => one === key) ?? 'timeline')}
      items={tabs.map((tab) => ({ key: tab, label: t(`view.tab.${tab}`), children: sides[tab] }))}
    />
  );
}
