package io.github.telnyxotp.limit.money;

/**
 * A lane went from one step to another. Each change is told once, by the rule that made
 * it.
 *
 * @param lane which lane
 * @param from where it was
 * @param to where it is
 * @param period the budget that is nearest to its end in this lane
 * @param spent what the lane has spent in that period
 * @param budget what the lane may spend in that period, the other lane's expenses
 * considered
 * @since 0.1
 */
public record StepChange(Lane lane, Step from, Step to, Period period, Money spent, Money budget) {

}
