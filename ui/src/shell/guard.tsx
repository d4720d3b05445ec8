/** Between the frame and a page: what a page breaks on stays on that page. */
import { Component, type ReactNode } from 'react';

/** A mistake of ours on one page must not take the frame away. */
export class Guard extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};
  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }
  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <p className="fault" role="alert">
        {error.message}{' '}
        <button type="button" className="link" onClick={() => location.reload()}>
          ↻
        </button>
      </p>
    );
  }
}
