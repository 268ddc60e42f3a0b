import { CheckOutlined } from '@ant-design/icons';
import type { EventView } from '../../../../contract/cases.ts';
import type { CaseStage } from '../../../../domain/vocabulary.ts';
import { formatMoment, shortHash } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { linksOf } from '../ring-links.ts';

const size = 132;
const radius = 54;
const gap = 0.06;

/** An arc of the ring from one share of the circle to another, starting at the top. */
function arcPath(from: number, to: number): string {
  const at = (share: number) => {
    const angle = share * 2 * Math.PI - Math.PI / 2;
    return `${(size / 2 + radius * Math.cos(angle)).toFixed(2)} ${(size / 2 + radius * Math.sin(angle)).toFixed(2)}`;
  };
  return `M ${at(from)} A ${radius} ${radius} 0 0 1 ${at(to)}`;
}

type Props = { readonly events: readonly EventView[]; readonly stage: CaseStage; readonly onShow: (eventId: string) => void };

/** The closed loop as a ring, and beside it each link with its proof. */
export function LoopRing({ events, stage, onShow }: Props) {
  const { t } = useLanguage();
  const links = linksOf(events);
  const done = links.filter((link) => link.proof !== undefined).length;
  return (
    <section className="panel" aria-label={t('caseFile.loop')}>
      <h2>{t('caseFile.loop')}</h2>
      <div className="ring">
        <svg viewBox={`0 0 ${size} ${size}`} width={size} height={size} role="img" aria-label={t('caseFile.loopSum', { done, all: links.length })}>
          {links.map((link, index) => (
            <path
              key={link.stage}
              className={link.proof === undefined ? 'ring-arc' : 'ring-arc ring-done'}
              d={arcPath((index + gap) / links.length, (index + 1 - gap) / links.length)}
            />
          ))}
          <text x="50%" y="47%" className="ring-count">
            {done}/{links.length}
          </text>
          {linesOf(t(`vocabulary:stage.${stage}`)).map((line, index) => (
            <text key={line} x="50%" y={`${62 + index * 11}%`} className="ring-stage">
              {line}
            </text>
          ))}
        </svg>
        <ol className="ring-links plain-list">
          {links.map(({ stage: link, proof }) => (
            <li key={link} className={proof === undefined ? 'ring-open' : ''}>
              <span className="ring-mark" aria-hidden>
                {proof === undefined ? '○' : <CheckOutlined />}
              </span>
              <span>{t(`vocabulary:link.${link}`)}</span>
              {proof === undefined ? (
                <span className="unseen">{t('caseFile.noProof')}</span>
              ) : (
                <a
                  href={`#${proof.id}`}
                  title={`${formatMoment(proof.happenedAt)} ${proof.recordedByName} ${shortHash(proof.hash)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    onShow(proof.id);
                  }}
                >
                  {formatMoment(proof.happenedAt).slice(5)}
                </a>
              )}
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** Longer than fits inside the ring. */
const longWords = 12;

/** A long stage in two lines, divided at the space nearest its middle. */
function linesOf(words: string): readonly string[] {
  const spaces = [...words.matchAll(/ /g)].map(({ index }) => index);
  if (words.length <= longWords || spaces.length === 0) return [words];
  const middle = words.length / 2;
  const at = spaces.reduce((best, one) => (Math.abs(one - middle) < Math.abs(best - middle) ? one : best));
  return [words.slice(0, at), words.slice(at + 1)];
}
