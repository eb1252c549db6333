import type IconCheck from '@tabler/icons-react/icons/IconCheck';
import classes from './StateBadge.module.css';

/** How one state looks: `quiet` waits or is over, `send` is on its way, `go` is done, `look` wants a look, `stop` needs a person. */
export type StateLook = {
  readonly tone: 'quiet' | 'send' | 'go' | 'look' | 'stop';
  readonly Icon: typeof IconCheck;
};

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
