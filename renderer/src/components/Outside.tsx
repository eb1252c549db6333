import classes from './Outside.module.css';

/** External text: any script, direction and length. It never shifts the layout. */
export const Outside = ({ text, lines = 2 }: { readonly text: string; readonly lines?: number }) => (
  <bdi className={classes['text']} style={{ WebkitLineClamp: lines }} title={text.slice(0, 1000)}>
    {text}
  </bdi>
);

const shortLength = 120;

/** External text inside a sentence, shortened so that it cannot swamp the sentence. */
export const OutsideWords = ({ text }: { readonly text: string }) => (
  <bdi title={text.slice(0, 1000)}>{text.length > shortLength ? `${text.slice(0, shortLength)}…` : text}</bdi>
);
