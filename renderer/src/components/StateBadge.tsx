import type IconCheck from '@tabler/icons-react/icons/IconCheck';
import classes from './StateBadge.module.css';

export type StateTone = 'quiet' | 'send' | 'go' | 'look' | 'stop';

/** How one state looks: `quiet` waits or is over, `send` is on its way, `go` is done, `look` wants a look, `stop` needs a person. */
export type StateLook = { readonly tone: StateTone; readonly Icon: typeof IconCheck };

/** How far a request, a letter or a slip has come, as icon, colour and word. */
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
 * @param short what is seen, where the word is long: the whole one is then in the tooltip and for a screen reader
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
