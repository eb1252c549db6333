import type IconCheck from '@tabler/icons-react/icons/IconCheck';
import classes from './StateBadge.module.css';

/** How one state looks: `quiet` waits or is over, `send` is on its way, `go` is done, `look` wants a look, `stop` needs a person. */
export type StateLook = {
  readonly tone: 'quiet' | 'send' | 'go' | 'look' | 'stop';
  readonly Icon: typeof IconCheck;
};

/**
 * How far a request, a letter or a slip has come, as icon, colour and word.
 * @param shown a shorter word to be seen: the whole one is then in the tooltip and for a screen reader
 */
export const StateBadge = ({
  look: { tone, Icon },
  word,
  shown,
}: {
  readonly look: StateLook;
  readonly word: string;
  readonly shown?: string;
}) => (
  <span
    className={classes['badge']}
    data-tone={tone}
    data-short={shown === undefined ? undefined : true}
    title={shown === undefined ? undefined : word}
  >
    <Icon size={shown === undefined ? 16 : 14} aria-hidden />
    {shown === undefined ? (
      <span dir="auto">{word}</span>
    ) : (
      <>
        <span className={classes['unseen']}>{word}</span>
        <span className={classes['short']} dir="auto" aria-hidden>
          {shown}
        </span>
      </>
    )}
  </span>
);
