import type { ReactNode } from 'react';
import classes from './Notice.module.css';
import { signIcons, type Sign } from './WhereTo.tsx';

/** What a notice says: the icon and the colour of its sign, a few words, and a line about them. */
export const NoticeWords = ({
  sign,
  title,
  children,
}: {
  readonly sign: Sign;
  readonly title: ReactNode;
  readonly children?: ReactNode;
}) => {
  const Icon = signIcons[sign];
  return (
    <div className={classes['said']} data-sign={sign}>
      <Icon size={18} className={classes['icon']} aria-hidden />
      <p className={classes['title']}>{title}</p>
      {children}
    </div>
  );
};

/** One line of it. */
export const NoticeDetail = ({ children }: { readonly children: ReactNode }) => (
  <p className={classes['detail']}>{children}</p>
);
