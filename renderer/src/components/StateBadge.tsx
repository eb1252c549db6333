import type IconCheck from '@tabler/icons-react/icons/IconCheck';
import classes from './StateBadge.module.css';

type StateTone = 'quiet' | 'send' | 'go' | 'look' | 'stop';

/** The look of a state: `quiet` is waiting or finished, `send` is in transit, `go` is done, `look` wants a check, `stop` needs action. */
export type StateLook = { readonly tone: StateTone; readonly Icon: typeof IconCheck };

/** The state of a request, a letter or a slip, as icon, colour and word. */
export const StateBadge = ({
  look: { tone, Icon },
  word,
}: {
  readonly look: StateLook;
  readonly word: string;
}) => (
  <span className={classes['badge']} data-tone={tone}>
    <Icon size={16} aria-hidden />
    <span dir="auto">{word}</span>
  </span>
);

/**
 * The same in a list, quieter: a dot and a word.
 * @param short the visible text if the word is long; the full word is then in the tooltip and for screen readers
 */
export const StateWord = ({
  tone,
  word,
  short = word,
}: {
  readonly tone: StateTone;
  readonly word: string;
  readonly short?: string;
}) => (
  <span className={classes['word']} data-tone={tone} title={word}>
    {short === word ? (
      <span className={classes['seen']} dir="auto">
        {word}
      </span>
    ) : (
      <>
        <span className={classes['unseen']}>{word}</span>{' '}
        <span className={classes['seen']} dir="auto" aria-hidden>
          {short}
        </span>
      </>
    )}
  </span>
);
