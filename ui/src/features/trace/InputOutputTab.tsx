import { SpanField } from './SpanField';
import type { SpanFieldsProps } from './spanFields';
import { fieldViewOf } from './spanFields';

export function InputOutputTab(props: SpanFieldsProps) {
  const { tree, place } = props;
  const canChat = tree.type(place) === 'llm';
  return (
    <>
      {tree.bytes(place, 'error') >= 0 && <SpanField {...fieldViewOf(props, 'error', 'Error')} tone="error" />}
      <SpanField {...fieldViewOf(props, 'input', 'Input')} canChat={canChat} />
      <SpanField {...fieldViewOf(props, 'output', 'Output')} canChat={canChat} />
      {tree.bytes(place, 'expected') >= 0 && <SpanField {...fieldViewOf(props, 'expected', 'Expected')} />}
    </>
  );
}
