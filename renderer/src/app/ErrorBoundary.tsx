import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button, Stack, Text, Title } from '@mantine/core';
import { t } from '../../../shared/words/words.ts';

type State = { readonly broken: boolean };

/** Shows a broken page with a reload button; scans are not lost by a reload. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { broken: false };

  static getDerivedStateFromError(): State {
    return { broken: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // From there it is logged (report-errors.ts). The component stack contains no patron data; the message might, so it is left out.
    reportError(new Error(`Page broke: ${error.name}${info.componentStack ?? ''}`));
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Stack p="xl" align="flex-start" role="alert">
        <Title order={1}>{t('This page has stopped working')}</Title>
        <Text>{t('Everything you saved is safe. Reload the window to return to where you were.')}</Text>
        <Button autoFocus onClick={() => location.reload()}>
          {t('Reload window')}
        </Button>
      </Stack>
    );
  }
}
