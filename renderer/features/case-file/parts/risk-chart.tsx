import { dateOf, instantOf, msOf, type Instant } from '../../../../domain/time.ts';
import { grades } from '../../../../domain/vocabulary.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { placeOf, stepPath, type Frame, type Place, type RiskPoint, type Span } from '../risk-points.ts';

const size = { width: 720, height: 268 } as const;
const frame: Frame = { left: 96, right: 700, top: 18, bottom: 186 };
const signalLine = 214;
const dayLine = 244;

type Props = { readonly points: readonly RiskPoint[]; readonly now: Instant; readonly onShow: (eventId: string) => void };

/** The grade over time as steps, with proposals, conferences and signs of danger; each mark leads to its entry. */
export function RiskChart({ points, now, onShow }: Props) {
  const { t } = useLanguage();
  const from = points[0]?.at ?? now;
  const span: Span = { from, to: now };
  return (
    <figure className="risk-figure">
      <svg viewBox={`0 0 ${size.width} ${size.height}`} className="risk-chart" role="group" aria-label={t('view.riskSum', { count: points.length })}>
        <Scale span={span} />
        <path className="risk-steps" d={stepPath(points, span, frame)} />
        {points.map((point) => {
          const place = placeOf(point, span, frame);
          const words = [formatMoment(point.at), t(`view.point.${point.kind}`), ...(point.grade === null ? [] : [point.grade])].join(' ');
          return (
            <Mark
              key={point.eventId}
              kind={point.kind}
              place={point.grade === null ? { ...place, y: signalLine } : place}
              words={words}
              onShow={() => onShow(point.eventId)}
            />
          );
        })}
      </svg>
      <figcaption className="risk-legend">
        {(['decision', 'conference', 'proposal', 'signal'] as const).map((kind) => (
          <span key={kind}>
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden>
              <Shape kind={kind} place={{ x: 8, y: 8 }} />
            </svg>{' '}
            {t(`view.point.${kind}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** The lines of the grades, and days below them. */
function Scale({ span }: { readonly span: Span }) {
  const { t } = useLanguage();
  const { from, to } = span;
  const middle = instantOf((msOf(from) + msOf(to)) / 2);
  return (
    <>
      {grades.map((grade) => {
        const { y } = placeOf({ at: from, grade }, span, frame);
        return (
          <g key={grade}>
            <line className="risk-line" x1={frame.left} x2={frame.right} y1={y} y2={y} />
            <text className={`risk-grade risk-${grade.toLowerCase()}`} x={frame.left - 10} y={y + 4}>
              {`${grade} ${t(`vocabulary:gradeColour.${grade}`)}`}
            </text>
          </g>
        );
      })}
      <text className="risk-grade" x={frame.left - 10} y={signalLine + 4}>
        {t('view.point.signal')}
      </text>
      {[from, middle, to].map((at, index) => (
        <text
          key={at}
          className="risk-day"
          x={placeOf({ at, grade: null }, span, frame).x}
          y={dayLine}
          textAnchor={(['start', 'middle', 'end'] as const)[index]}
        >
          {dateOf(at)}
        </text>
      ))}
    </>
  );
}

type MarkProps = { readonly kind: RiskPoint['kind']; readonly place: Place; readonly words: string; readonly onShow: () => void };

function Mark({ kind, place, words, onShow }: MarkProps) {
  return (
    <g
      className="risk-mark"
      role="button"
      tabIndex={0}
      aria-label={words}
      onClick={onShow}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onShow();
      }}
    >
      <title>{words}</title>
      <circle className="risk-target" cx={place.x} cy={place.y} r={12} />
      <Shape kind={kind} place={place} />
    </g>
  );
}

/** Shapes, not colours alone, tell the kinds apart. */
function Shape({ kind, place: { x, y } }: { readonly kind: RiskPoint['kind']; readonly place: Place }) {
  if (kind === 'decision') return <circle className="risk-decision" cx={x} cy={y} r={5} />;
  if (kind === 'conference') return <rect className="risk-conference" x={x - 5} y={y - 5} width={10} height={10} />;
  if (kind === 'proposal') return <path className="risk-proposal" d={`M ${x} ${y - 6} l 6 6 l -6 6 l -6 -6 Z`} />;
  return <path className="risk-signal" d={`M ${x} ${y - 6} l 6 11 h -12 Z`} />;
}
