import classes from './Outside.module.css';

/** A text that came from outside: any script and direction, any length. It never pushes the page about. */
export const Outside = ({ text, lines = 2 }: { readonly text: string; readonly lines?: number }) => (
  <bdi className={classes['text']} style={{ WebkitLineClamp: lines }} title={text.slice(0, 1000)}>
    {text}
  </bdi>
);
