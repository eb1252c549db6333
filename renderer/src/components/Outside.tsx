import classes from './Outside.module.css';

/** A text that came from outside: any script and direction, any length. It never pushes the page about. */
export const Outside = ({ text, lines = 2 }: { readonly text: string; readonly lines?: number }) => (
  <bdi className={classes['text']} style={{ WebkitLineClamp: lines }} title={text.slice(0, 1000)}>
    {text}
  </bdi>
);

const shortLength = 120;

/** A text from outside in the middle of a sentence, cut where it would take the sentence over. */
export const OutsideWords = ({ text }: { readonly text: string }) => (
  <bdi title={text.slice(0, 1000)}>{text.length > shortLength ? `${text.slice(0, shortLength)}…` : text}</bdi>
);
