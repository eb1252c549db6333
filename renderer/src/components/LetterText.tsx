import { Text } from '@mantine/core';
import classes from './LetterText.module.css';

/** A letter as its reader sees it: plain text in any script, never markup. */
export const LetterText = ({
  label,
  subject,
  body,
}: {
  readonly label: string;
  readonly subject: string;
  readonly body: string;
}) => (
  <section className={classes['paper']} aria-label={label}>
    <Text fw={700} dir="auto" className={classes['subject'] ?? ''}>
      {subject}
    </Text>
    <div className={classes['body']} dir="auto">
      {body}
    </div>
  </section>
);
