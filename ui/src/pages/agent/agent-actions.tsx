/** What an operator can do to an agent; each asks first. */
import { useState } from 'react';
import type { Agent } from '../../live/model.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { RightButton, withRight } from '../../parts/rights.tsx';
import { offerWords } from '../../texts/areas/offers.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { RescindOfAgent, rescindRight } from '../offers/rescind.tsx';
import { drainAgent, markAgentGone, switchAgent } from './agent-calls.ts';
import { DrainFields, type DrainChoice, usualDrain } from './drain-fields.tsx';

type Action = 'drain' | 'deactivate' | 'reactivate' | 'rescind' | 'gone';

export function AgentActions({ agent }: { readonly agent: Agent }) {
  const say = useSay();
  const offerWord = useWords(offerWords);
  const [open, setOpen] = useState<Action | undefined>();
  const { state } = agent;
  const isHere = state === 'active' || state === 'disconnected';
  const close = (): void => setOpen(undefined);
  return (
    <p className="buttons">
      <RightButton needs="DRAIN_AGENT" isDisabled={!isHere} onClick={() => setOpen('drain')}>
        {say('drain')}
      </RightButton>
      <RightButton
        needs="DEACTIVATE_AGENT"
        isDisabled={!isHere}
        onClick={() => setOpen('deactivate')}
      >
        {say('deactivate')}
      </RightButton>
      <RightButton
        needs="REACTIVATE_AGENT"
        isDisabled={state !== 'deactivated' && state !== 'drained'}
        onClick={() => setOpen('reactivate')}
      >
        {say('reactivate')}
      </RightButton>
      <RightButton needs={rescindRight} isDisabled={!isHere} onClick={() => setOpen('rescind')}>
        {offerWord('rescindOffers')}
      </RightButton>
      <RightButton
        needs="MARK_AGENT_GONE"
        look="danger"
        isDisabled={state === 'gone'}
        onClick={() => setOpen('gone')}
      >
        {say('markGone')}
      </RightButton>
      {open === 'drain' && <Drain agent={agent} close={close} />}
      {(open === 'deactivate' || open === 'reactivate') && (
        <Switch agent={agent} to={open} close={close} />
      )}
      {open === 'rescind' && (
        <RescindOfAgent agent={agent.id} host={agent.hostname} close={close} />
      )}
      {open === 'gone' && <Gone agent={agent} close={close} />}
    </p>
  );
}

interface DialogProps {
  readonly agent: Agent;
  readonly close: () => void;
}

function Drain({ agent: { id, hostname: name, activeTasks: count }, close }: DialogProps) {
  const say = useSay();
  const [choice, setChoice] = useState<DrainChoice>(usualDrain);
  return (
    <Confirm
      title={say('drainAsk', { name })}
      text={say('drainText', { count })}
      action={say('drain')}
      onConfirm={() => withRight('DRAIN_AGENT', () => drainAgent(id, choice))}
      close={close}
    >
      <DrainFields choice={choice} setChoice={setChoice} />
    </Confirm>
  );
}

function Switch({
  agent: { id, hostname: name },
  to,
  close,
}: DialogProps & { readonly to: 'deactivate' | 'reactivate' }) {
  const say = useSay();
  return (
    <Confirm
      title={say(`${to}Ask`, { name })}
      text={say(`${to}Text`)}
      action={say(to)}
      onConfirm={() =>
        withRight(to === 'deactivate' ? 'DEACTIVATE_AGENT' : 'REACTIVATE_AGENT', () =>
          switchAgent(id, to),
        )
      }
      close={close}
    />
  );
}

function Gone({ agent: { id, hostname }, close }: DialogProps) {
  const say = useSay();
  return (
    <Confirm
      title={say('markGoneAsk', { name: hostname })}
      text={say('markGoneText')}
      action={say('markGone')}
      isDangerous
      typed={hostname}
      onConfirm={() => withRight('MARK_AGENT_GONE', () => markAgentGone(id))}
      close={close}
    />
  );
}
