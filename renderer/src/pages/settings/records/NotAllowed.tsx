import { Text } from '@mantine/core';
import IconLock from '@tabler/icons-react/icons/IconLock';
import classes from './records.module.css';

/** Why what follows is only shown: the role that is missing, and whom to ask. */
export const NotAllowed = ({ reason }: { readonly reason: string | null }) =>
  reason !== null && (
    <div className={classes['locked']} role="note">
      <IconLock size={20} aria-hidden />
      <Text>{reason}</Text>
    </div>
  );
