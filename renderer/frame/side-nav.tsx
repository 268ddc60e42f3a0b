import {
  AlertOutlined,
  AuditOutlined,
  BankOutlined,
  BookOutlined,
  ContactsOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  FundViewOutlined,
  HomeOutlined,
  LineChartOutlined,
  ProfileOutlined,
  ReconciliationOutlined,
  SwapOutlined,
  TeamOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import { useLanguage } from '../i18n/use-language.ts';
import { useNavigation, type SimplePage } from '../navigation.tsx';

const icons = {
  today: HomeOutlined,
  myClass: ContactsOutlined,
  cases: ProfileOutlined,
  wall: AlertOutlined,
  screening: FundViewOutlined,
  roster: TeamOutlined,
  documents: FileDoneOutlined,
  signing: FileProtectOutlined,
  weekly: AuditOutlined,
  exchange: SwapOutlined,
  ledger: ReconciliationOutlined,
  compliance: LineChartOutlined,
  handover: UserSwitchOutlined,
  rules: BookOutlined,
  office: BankOutlined,
} as const satisfies Record<SimplePage, unknown>;

/** Pages this role may open; the number is the key that opens it together with Alt, after the ninth with Alt and Shift. */
export function SideNav({ pages }: { readonly pages: readonly SimplePage[] }) {
  const { t } = useLanguage();
  const { place, go } = useNavigation();
  const current = place.page === 'case' ? 'cases' : place.page;
  return (
    <nav className="side" aria-label={t('frame.navigation')}>
      <ul>
        {pages.map((page, index) => {
          const Icon = icons[page];
          return (
            <li key={page}>
              <button
                type="button"
                className={page === current ? 'side-item side-current' : 'side-item'}
                aria-current={page === current ? 'page' : undefined}
                aria-keyshortcuts={index < 9 ? `Alt+${index + 1}` : `Alt+Shift+${index - 8}`}
                onClick={() => go({ page })}
              >
                <Icon aria-hidden />
                <span>{t(`frame.page.${page}`)}</span>
                <kbd aria-hidden>{index < 9 ? index + 1 : `⇧${index - 8}`}</kbd>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
