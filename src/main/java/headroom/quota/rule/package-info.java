/** The judgement on quotas and allocations: values in, decision out. Each rule is named by its number in docs/rules.md. */
@NullMarked
package headroom.quota.rule;

import org.jspecify.annotations.NullMarked;
