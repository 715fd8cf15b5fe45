/** A wall of its own around each panel: what breaks inside stays inside, and is tried again with the next data. */
import { Component, type ReactNode } from "react";

interface Props {
  readonly children: ReactNode;
  /** What to show instead; gets the error's message. */
  readonly fallback: (why: string) => ReactNode;
  /** A change of this value tries the children again. */
  readonly retryKey: unknown;
}

export class Boundary extends Component<Props, { readonly why: string | null }> {
  override state = { why: null as string | null };

  static getDerivedStateFromError(error: unknown) {
    return { why: error instanceof Error ? error.message : String(error) };
  }

  override componentDidUpdate(previous: Props) {
    if (this.state.why !== null && previous.retryKey !== this.props.retryKey) this.setState({ why: null });
  }

  override render() {
    return this.state.why === null ? this.props.children : this.props.fallback(this.state.why);
  }
}
