"""What a new draft begins with. Private to the room."""

from __future__ import annotations


def new_decision(code: str) -> str:
    """A small decision table: by the dossier's channel, one rule, one route."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="{code}_definitions" name="{code}"
    namespace="https://caunoi.example/dmn">
  <decision id="{code}" name="{code}">
    <decisionTable id="{code}_table" hitPolicy="FIRST">
      <input id="input_channel" label="channel">
        <inputExpression id="input_channel_expression" typeRef="string"><text>channel</text></inputExpression>
      </input>
      <output id="output_route" label="route" name="route" typeRef="string" />
      <rule id="rule_1">
        <inputEntry id="rule_1_channel"><text>-</text></inputEntry>
        <outputEntry id="rule_1_route"><text>"usual"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
"""
